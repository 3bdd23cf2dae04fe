import type { Hazard, KubeObject } from '@bulwark/model';
import { nameOr } from './command-line.ts';

/** Edits that change how the pods of somebody else are taken, or how a server answers: what several controls say of them. */

/** Of a Pod Security level that a namespace did not enforce before. */
export function newLevel({ name }: KubeObject, label: string, value: string): readonly Hazard[] {
  return [
    {
      what: 'pods that break the level are refused from then on, also those of operators and charts that are not among the manifests',
      check: `kubectl label --dry-run=server --overwrite namespace ${nameOr(name, 'NAMESPACE')} ${label}=${value} warns of each pod there that breaks it`,
    },
  ];
}

/** Of a flag of the API server, which runs from a static manifest. */
export const RESTARTS_SERVER: Hazard = {
  what: 'the API server starts anew, and where it does not take the flag it stays down',
  check: 'kubectl get --raw /readyz answers ok on one control plane node before the next one is changed',
};

/** Of who is asked whether a request may be made. */
export const OTHER_AUTHORIZERS: readonly Hazard[] = [
  {
    what: 'who was let in by the old mode and has no role is refused: users, kubelets, controllers',
    check: 'kubectl auth can-i --list --as USER shows what roles give each user, and the audit log who makes requests',
  },
  RESTARTS_SERVER,
];

/** Of a Service that only the cluster reaches. */
export const INSIDE_ONLY: readonly Hazard[] = [
  {
    what: 'clients outside the cluster no longer reach it, by the address of the load balancer or by a port of the nodes',
    check:
      'no DNS name, firewall rule or load balancer points at its address or node port: kubectl get service -o wide shows them',
  },
];

/** Of what refuses where it only reported, or let pass before. */
export const NOW_REFUSES: readonly Hazard[] = [
  {
    what: 'requests that break it are refused, of controllers as well: a Deployment is taken, and its pods are not',
    check: 'the reports, warnings and audit annotations that it gives today name no object that must stay',
  },
];

/** Of a webhook whose silence refuses. */
export const NEEDS_WEBHOOK: readonly Hazard[] = [
  {
    what: 'while the webhook does not answer, nothing that it watches can be made or changed',
    check:
      'kubectl get endpointslices shows two ready pods behind its Service, and its namespaceSelector leaves out the namespace that they run in and kube-system',
  },
];

/** Of a pod without the token of its account. */
export function withoutToken(namespace: string | undefined, account: string): readonly Hazard[] {
  const who = `system:serviceaccount:${nameOr(namespace, 'NAMESPACE')}:${nameOr(account, 'ACCOUNT')}`;
  return [
    {
      what: 'a program that calls the Kubernetes API finds no token',
      check: `the audit log has no requests of ${who}; kubectl auth can-i --list --as ${who} shows what they could be`,
    },
  ];
}

/** Of an image that is asked for at its registry at each start. */
export const ASKS_REGISTRY: readonly Hazard[] = [
  {
    what: 'no pod starts while its node cannot reach the registry, or has no credentials for it',
    check: 'crane digest IMAGE answers from the network of the nodes with the credentials of imagePullSecrets',
  },
];

/** Of who signs in. */
export const OTHER_NAMES: readonly Hazard[] = [
  {
    what: 'users and groups have other names, and bindings to the old ones give nothing',
    check:
      'kubectl get clusterrolebindings,rolebindings -A -o yaml has no subject of kind User or Group that must get the prefix',
  },
  RESTARTS_SERVER,
];

/** Of what a person reads in one place alone: a program with a volume, a lock or a leader. */
export const RUNS_TWICE: readonly Hazard[] = [
  {
    what: 'a program that must be alone, because it holds a lock, a volume or its state in memory, runs more than once',
    check: 'it has no volume that is ReadWriteOnce, and its documentation speaks of several replicas',
  },
];
