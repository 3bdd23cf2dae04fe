import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/workloads-create',
  subject: ROLE_KINDS,
  title: 'Only deployment systems may make or change what makes pods',
  severity: 'high',
  remediation: 'Grant workloads to those who deploy, in their namespaces alone',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: 'apps', resource: 'deployments', verbs: ['create', 'update', 'patch'] },
        { group: 'apps', resource: 'daemonsets', verbs: ['create', 'update', 'patch'] },
        { group: 'apps', resource: 'statefulsets', verbs: ['create', 'update', 'patch'] },
        { group: 'apps', resource: 'replicasets', verbs: ['create', 'update', 'patch'] },
        { group: '', resource: 'replicationcontrollers', verbs: ['create', 'update', 'patch'] },
        { group: 'batch', resource: 'jobs', verbs: ['create', 'update', 'patch'] },
        { group: 'batch', resource: 'cronjobs', verbs: ['create', 'update', 'patch'] },
      ],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `A Deployment, a Job or any other kind that makes pods is as good as a pod: whoever writes its template runs code as any service
account of the namespace and mounts every Secret there. Roles that withhold pods and grant Deployments withhold nothing.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.4'], nsa: ['rbac'], mitre: ['T1610'], owasp: ['K03'] },
  aliases: { trivy: ['KSV-0048', 'AVD-KSV-0048', 'KSV048'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [create, patch]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [create, patch]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [get, list]
`),
      },
    ],
  },
});

export default control;
