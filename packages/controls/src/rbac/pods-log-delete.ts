import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/pods-log-delete',
  subject: ROLE_KINDS,
  title: 'Nobody may delete logs of pods',
  severity: 'low',
  offByDefault: 'the API server has no request that deletes a log: such a rule grants nothing',
  remediation: 'Take delete away: what writes logs needs no such right',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        {
          group: '',
          resource: 'pods/log',
          verbs: ['delete', 'deletecollection'],
        },
      ],
      isLesser: true,
      unbound: 'info',
    }),

  why: `The API server has no request that deletes a log, so the rule grants nothing today; it shows that somebody wanted traces to be
erasable, and what a later version or an extension makes of it nobody knows.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1070'] },
  aliases: { trivy: ['KSV-0042', 'AVD-KSV-0042', 'KSV042'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/log]
    verbs: [delete]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods/log]
    verbs: [delete]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/log]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
