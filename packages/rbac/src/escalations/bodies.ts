import type { ResourceKind } from './kind.ts';
import { apiPath } from './kind.ts';
import { PROOF_NAME } from './rbac-objects.ts';

const LABELS = { app: PROOF_NAME };
const IMAGE = 'registry.example/shell:1';

/** A pod that runs as a service account. */
export function podSpec(account: string): Readonly<Record<string, unknown>> {
  return { serviceAccountName: account, containers: [{ name: 'shell', image: IMAGE }] };
}

const KINDS: Readonly<Record<string, string>> = {
  pods: 'Pod',
  replicationcontrollers: 'ReplicationController',
  deployments: 'Deployment',
  daemonsets: 'DaemonSet',
  statefulsets: 'StatefulSet',
  replicasets: 'ReplicaSet',
  jobs: 'Job',
  cronjobs: 'CronJob',
};

/** The manifest of a workload whose pod runs as a service account. */
export function workload(kind: ResourceKind, account: string, name: string = PROOF_NAME): Readonly<Record<string, unknown>> {
  return {
    apiVersion: apiVersionOf(kind),
    kind: KINDS[kind.resource] ?? 'Pod',
    metadata: { name, ...(kind.resource === 'pods' && { labels: LABELS }) },
    spec: workloadSpec(kind.resource, account),
  };
}

export function apiVersionOf(kind: ResourceKind): string {
  return apiPath(kind).replace(/^\/apis?\//, '');
}

export function workloadSpec(resource: string, account: string): Readonly<Record<string, unknown>> {
  const spec = podSpec(account);
  const template = { metadata: { labels: LABELS }, spec };
  switch (resource) {
    case 'pods':
      return spec;
    case 'jobs':
      return jobSpec(spec);
    case 'cronjobs':
      return { schedule: '* * * * *', jobTemplate: { spec: jobSpec(spec) } };
    case 'replicationcontrollers':
      return { selector: LABELS, template };
    case 'statefulsets':
      return { serviceName: PROOF_NAME, selector: { matchLabels: LABELS }, template };
    default:
      return { selector: { matchLabels: LABELS }, template };
  }
}

function jobSpec(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { template: { metadata: { labels: LABELS }, spec: { ...spec, restartPolicy: 'Never' } } };
}

/** A change that puts another image into a pod's first container; `tests` guards nothing: the container is there. */
export const IMAGE_SWAP: readonly unknown[] = [{ op: 'replace', path: '/spec/containers/0/image', value: IMAGE }];

/** A container to look around with, added to a pod that runs. */
export function debugContainer(): unknown {
  return { name: PROOF_NAME, image: IMAGE, stdin: true };
}
