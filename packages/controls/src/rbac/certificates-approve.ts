import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/certificates-approve',
  subject: ROLE_KINDS,
  title: 'Nobody may have certificates signed for others',
  severity: 'high',
  remediation: 'Grant approve for named signers, and not together with create and certificatesigningrequests/approval',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: 'certificates.k8s.io', resource: 'certificatesigningrequests/approval', verbs: ['update', 'patch'] }],
      unbound: 'medium',
    }),

  why: `Who may approve requests for certificates, and has the right to approve for the signer, becomes any user: the signer for API
clients signs whatever name stands in the request. A certificate cannot be taken back before it ends.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.11'], mitre: ['T1649'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0280'], checkov: ['CKV_K8S_156'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests/approval]
    verbs: [update]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests/approval]
    verbs: [update]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests]
    verbs: [create]
`),
      },
    ],
  },
});

export default control;
