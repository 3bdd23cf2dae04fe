import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CHAIN_KINDS, chainsOf, isChosen, type Chain } from './authorizers.ts';
import { OTHER_AUTHORIZERS } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'authorization/node-missing',
  subject: CHAIN_KINDS,
  title: 'Kubelets get what their own pods need, and no more',
  severity: 'medium',
  remediation:
    'Put Node in front of RBAC: --authorization-mode=Node,RBAC, or {type: Node, name: node} in the AuthorizationConfiguration',
  judgesPartial: true,

  check(object) {
    const chains = chainsOf(object);
    return chains.length === 0 ? NOTHING : chains.flatMap(ofChain);
  },

  why: `The authorizer Node gives a kubelet the Secrets, ConfigMaps and volumes of the pods that run on its node. Without it kubelets need
rights by RBAC, which knows no nodes: each then reads the Secrets of the whole cluster, and whoever takes one node has them all.`,
  details: `Where everything is allowed anyway, authorization/always-allow speaks. What kubeadm, K3s and RKE2 set by themselves passes; a
file that no manifest shows is not judged here.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/node/'],
  requirements: { cis: ['1.2.7'], nsa: ['rbac'], mitre: ['T1552.007'], owasp: ['K03'] },
  aliases: {
    kubescape: ['C-0119'],
    trivy: ['KCV-0008', 'AVD-KCV-0008', 'KCV0008'],
    checkov: ['CKV_K8S_75'],
  },

  examples: {
    fails: [
      {
        name: 'RBAC alone',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authorization-mode: RBAC
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: RBAC, name: rbac}
`,
        at: ['ClusterConfiguration/ apiServer.extraArgs.authorization-mode', 'AuthorizationConfiguration/ authorizers'],
      },
    ],
    passes: [
      {
        name: 'both',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authorization-mode: Node,RBAC
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: Node, name: node}
  - {type: RBAC, name: rbac}
`,
      },
    ],
  },
});

export default control;

function ofChain(chain: Chain): readonly Outcome[] {
  const { authorizers, at, withModes, unknown } = chain;
  if (unknown !== undefined || authorizers.length === 0 || !isChosen(chain)) return NOTHING;
  const types = authorizers.map(({ type }) => type);
  if (types.includes('Node') || types.includes('AlwaysAllow')) return NOTHING;
  const edit = withModes?.(['Node', ...types]);
  return [
    {
      at,
      message: `kubelets are authorized like anybody else: Node is not among the authorizers (${types.join(', ')})`,
      fix: edit && { kind: 'suggestion', edits: [edit], hazards: OTHER_AUTHORIZERS },
    },
  ];
}
