import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/webhooks-write',
  subject: ROLE_KINDS,
  title: 'Only administrators may change admission webhooks',
  severity: 'critical',
  remediation: 'Name the configurations in resourceNames, or leave them to the installer',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        {
          group: 'admissionregistration.k8s.io',
          resource: 'mutatingwebhookconfigurations',
          verbs: ['create', 'update', 'patch', 'delete'],
        },
        {
          group: 'admissionregistration.k8s.io',
          resource: 'validatingwebhookconfigurations',
          verbs: ['create', 'update', 'patch', 'delete'],
        },
      ],
      unbound: 'high',
    }),

  why: `Who writes webhook configurations sees everything that anybody creates, Secrets among it, and changes it on the way: a container
more in every pod. Who may delete them switches policies off.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.12'], mitre: ['T1562.001'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-025'], kubescape: ['C-0281'], trivy: ['KSV-0114', 'AVD-KSV-0114', 'KSV114'], checkov: ['CKV_K8S_155'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    verbs: [create]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    resourceNames: [injector]
    verbs: [update]
`),
      },
    ],
  },
});

export default control;
