import type { Scope } from '@bulwark/model';
import { AUTHORIZATION_CONFIGURATION } from '../authentication/configurations.ts';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CHAIN_KINDS, chainsOf, isChosen, type Chain } from './authorizers.ts';
import { OTHER_AUTHORIZERS } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'authorization/rbac-missing',
  subject: CHAIN_KINDS,
  title: 'RBAC decides who may do what',
  severity: 'high',
  remediation: 'Name RBAC: --authorization-mode=Node,RBAC, or {type: RBAC, name: rbac} in the AuthorizationConfiguration',
  reads: [AUTHORIZATION_CONFIGURATION],
  judgesPartial: true,

  check(object, { scope }) {
    const chains = chainsOf(object);
    return chains.length === 0 ? NOTHING : chains.flatMap((chain) => ofChain(chain, scope));
  },

  why: `Without RBAC, the Roles and bindings in the cluster do nothing, and those who read them to find out who may do what read wrongly.
Rights then come from a file on the control plane's disk (ABAC), which nobody changes without a restart and no tool shows, or from
a webhook alone, with which all rights go when it does.`,
  details: `Where everything is allowed anyway, authorization/always-allow speaks. What kubeadm, K3s and RKE2 set by themselves passes.
Where a file decides that no manifest shows, it is unknown.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/'],
  requirements: { cis: ['1.2.8'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: {
    kubescape: ['C-0120'],
    trivy: ['KCV-0009', 'AVD-KCV-0009', 'KCV0009'],
    checkov: ['CKV_K8S_77'],
  },

  examples: {
    fails: [
      {
        name: 'a file of rights in its place, a webhook alone',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, '--authorization-mode=Node,ABAC', --authorization-policy-file=/srv/abac.jsonl]
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: Node, name: node}
  - type: Webhook
    name: policy
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      failurePolicy: Deny
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
`,
        at: ['Pod/a spec.containers[0].command[1]', 'AuthorizationConfiguration/ authorizers'],
      },
    ],
    passes: [
      {
        name: 'by flag, and by a file that is there',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-mode, 'Node,RBAC']
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-config=/etc/kubernetes/authorization.yaml]
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: Node, name: node}
  - {type: RBAC, name: rbac}
`,
      },
      {
        name: 'a file that no manifest shows',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-config=/etc/kubernetes/authorization.yaml]
`,
        unknown: ['the file of --authorization-config is not among the manifests'],
      },
    ],
  },
});

export default control;

function ofChain(chain: Chain, scope: Scope): readonly Outcome[] {
  const { authorizers, at, withModes, unknown, server } = chain;
  if (unknown !== undefined) {
    const isFile = server?.flags.has('authorization-config') === true;
    const { group, kind } = AUTHORIZATION_CONFIGURATION;
    return isFile && [...scope.ofKind(group, kind)].length === 0 ? [{ at, unknown }] : NOTHING;
  }
  if (authorizers.length === 0 || !isChosen(chain)) return NOTHING;
  const types = authorizers.map(({ type }) => type);
  if (types.includes('RBAC') || types.includes('AlwaysAllow')) return NOTHING;
  const edit = withModes?.([...types, 'RBAC']);
  return [
    {
      at,
      message: `Roles and bindings do nothing: RBAC is not among the authorizers (${types.join(', ')})`,
      fix: edit && { kind: 'suggestion', edits: [edit], hazards: OTHER_AUTHORIZERS },
    },
  ];
}
