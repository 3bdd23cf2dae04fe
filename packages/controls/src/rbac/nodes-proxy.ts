import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/nodes-proxy',
  subject: ROLE_KINDS,
  title: 'Nobody may reach the kubelet through the API server',
  severity: 'high',
  remediation:
    'Grant nodes/metrics, nodes/stats or nodes/log instead, with kubelets of 1.36 or with the gate KubeletFineGrainedAuthz',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'nodes/proxy', verbs: ['get', 'create', 'update', 'patch', 'delete'] }],
      unbound: 'medium',
    }),

  why: `The right to nodes/proxy is the kubelet's own API: commands in every container of the node, without admission and without an entry in the
audit log that names the pod. get is enough: the kubelet takes exec as a WebSocket, which begins with a GET.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  ],
  requirements: { cis: ['5.1.10'], mitre: ['T1609'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-023'], kubescape: ['C-0279'], trivy: ['KSV-0047', 'AVD-KSV-0047', 'KSV047'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [nodes/proxy]
    verbs: [get]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [nodes/proxy]
    verbs: [get]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [nodes/metrics]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
