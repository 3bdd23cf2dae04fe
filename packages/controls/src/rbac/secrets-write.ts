import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const READ_SECRETS = { control: 'rbac/secrets-read', verbs: ['get', 'list', 'watch'] };

const control: Control = defineControl({
  id: 'rbac/secrets-write',
  subject: ROLE_KINDS,
  title: 'Nobody may change every Secret',
  severity: 'medium',
  remediation: 'Name the Secrets in resourceNames',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'secrets', verbs: ['create', 'update', 'patch'], saidBy: READ_SECRETS }],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `Who may write Secrets puts credentials of their own in place of those that programs trust: a certificate authority, a registry
password, a signing key. A patch gives the Secret back, so that it reads as well; a Secret of the type of service account tokens is
filled with the token of the account that it names.`,
  details: `${HOW_LESSER_RULES_COUNT} A rule that
reads the Secrets as well is told by rbac/secrets-read, which weighs more.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1552.007'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [secrets]
    verbs: [create, update]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [secrets]
    verbs: [create, update]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: [settings]
    verbs: [update]
`),
      },
    ],
  },
});

export default control;
