import type { Scope } from '@bulwark/model';
import type { Binding, Subject } from '@bulwark/rbac';
import { NOTHING, defineControl, type Control, type Outcome } from '../control.ts';
import { subjectText } from './holders.ts';
import { bindingFrom, reach } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';
import { policyOf } from './scope-policy.ts';

const control: Control = defineControl({
  id: 'rbac/too-many-bindings',
  subject: BINDING_KINDS,
  title: 'Nobody is bound to many roles at once',
  severity: 'info',

  remediation: 'Make one role of what is needed',
  reads: BINDING_KINDS,

  parameters: {
    most: { default: 5, description: 'How many roles one user, group or service account may be bound to in one place' },
  },

  check(object, context) {
    const binding = bindingFrom(object);
    if (binding === undefined) return NOTHING;
    const counts = boundTo(context.scope);
    return binding.subjects.flatMap((subject, index): readonly Outcome[] => {
      const roles = counts.get(keyOf(subject, binding))?.size ?? 0;
      if (roles <= context.parameter('most')) return [];
      return [
        {
          at: ['subjects', index, 'name'],
          message: `is one of ${roles} bindings of ${subjectText(subject, binding)} ${reach(binding)} to different roles`,
        },
      ];
    });
  },

  why: `Nobody can say at a glance what somebody may do who is bound to a dozen roles, and rights that are no longer needed stay among the
others. bulwark rbac permissions shows what they add up to.`,
  details: `Counted in one place: the bindings of the whole cluster, or those of one namespace.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { owasp: ['K03'] },
  aliases: { kalm: ['RBAC-017'] },

  examples: {
    fails: [
      {
        name: 'six roles',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r0
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: role-0
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r1
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: role-1
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r2
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: role-2
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r3
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: role-3
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r4
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: role-4
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: r5
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: role-5
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
`,
        at: [
          'RoleBinding/r0 subjects[0].name',
          'RoleBinding/r1 subjects[0].name',
          'RoleBinding/r2 subjects[0].name',
          'RoleBinding/r3 subjects[0].name',
          'RoleBinding/r4 subjects[0].name',
          'RoleBinding/r5 subjects[0].name',
        ],
      },
    ],
    passes: [
      {
        name: 'one role',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: api
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
`,
      },
    ],
  },
});

export default control;

/** Made once for a scope: a scope never changes. */
const COUNTS = new WeakMap<Scope, ReadonlyMap<string, ReadonlySet<string>>>();

/** The roles that each subject is bound to in each place. */
function boundTo(scope: Scope): ReadonlyMap<string, ReadonlySet<string>> {
  const known = COUNTS.get(scope);
  if (known !== undefined) return known;
  const counts = new Map<string, Set<string>>();
  for (const binding of policyOf(scope).policy.bindings) {
    for (const subject of binding.subjects) {
      const key = keyOf(subject, binding);
      const roles = counts.get(key) ?? new Set<string>();
      counts.set(key, roles.add(`${binding.roleRef.kind} ${binding.roleRef.name}`));
    }
  }
  COUNTS.set(scope, counts);
  return counts;
}

function keyOf(subject: Subject, binding: Binding): string {
  return `${binding.namespace}/${subjectText(subject, binding)}`;
}
