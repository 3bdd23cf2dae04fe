import { defineControl, type Control } from '../control.ts';
import { judgeEachRule } from './judge-each-rule.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { everything } from './wildcards.ts';
import { boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/wildcard-all',
  subject: ROLE_KINDS,
  title: 'No role grants everything',
  severity: 'critical',
  remediation: 'Write down the verbs and resources that are needed; for administrators, bind cluster-admin to a group',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeEachRule(role, context, {
      of: everything,
      inNamespace: { level: 'high', reason: 'the right ends at the namespace' },
      unbound: 'high',
    }),

  why: `A rule with * for verbs, groups and resources is cluster-admin under another name: it escapes those who look for that name, and it
covers every kind that anybody installs later.`,
  details: `A rule counts with those whom its role is bound to, as for all controls of this area. The API server's own roles are not judged. All
verbs written out (get, list, watch, create, update, patch, delete) are as good as *. The controls of single rights are silent about such a rule.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.3'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: { trivy: ['KSV-0044', 'AVD-KSV-0044', 'KSV044', 'KSV-0112', 'AVD-KSV-0112', 'KSV112'], kubescape: ['C-0187'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'what is needed, by name',
        yaml: boundRole(`
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
