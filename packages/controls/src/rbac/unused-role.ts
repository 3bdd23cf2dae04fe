import { matches, type Scope } from '@bulwark/model';
import type { Role } from '@bulwark/rbac';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { isBootstrap } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { policyOf, type ScopePolicy } from './scope-policy.ts';

const control: Control = defineControl({
  id: 'rbac/unused-role',
  subject: ROLE_KINDS,
  title: 'Every role is bound to somebody',
  severity: 'low',
  remediation: 'Take the role away, or bind it to those whom it is for',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check(object, { scope }) {
    // What binds it may be in what was not read.
    if (!scope.complete) return NOTHING;
    const policy = policyOf(scope);
    const role = policy.roleOf(object);
    if (role === undefined || isBootstrap(role) || isUsed(role, policy) || isMeantToBeBound(role, scope)) return NOTHING;
    return [{ at: ['metadata', 'name'], message: `nobody is bound to ${role.kind} ${role.name}, and no role gathers it` }];
  },

  why: `A role that nobody holds is forgotten, and nobody looks at its rules any more. Whoever binds it one day, or may make a binding to
it, hands out what somebody needed years ago.`,
  details: `Only where all of the cluster is there (--complete): a role may be bound in what was not read. A ClusterRole that another one
gathers by its labels is used, and so is one for view, edit and admin; one that a rule names for bind is there for somebody to bind. Roles of
the API server's own are not judged.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles',
  ],
  requirements: { mitre: ['T1098.006'], owasp: ['K03'] },
  aliases: { popeye: ['POP-400'] },

  examples: {
    fails: [
      {
        name: 'a role without a binding',
        complete: true,
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: migration
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
`,
        at: ['metadata.name'],
      },
      {
        name: 'the binding is of another namespace, and so to another role',
        complete: true,
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: migration
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: migration
  namespace: ops
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: migration}
subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]
`,
        at: ['Role/migration metadata.name'],
      },
    ],
    passes: [
      {
        name: 'bound',
        complete: true,
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: migration
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: migration
  namespace: shop
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: migration}
subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]
`,
      },
      {
        name: 'for those who have view',
        complete: true,
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: carts-view
  labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
rules:
  - apiGroups: [shop.example.com]
    resources: [carts]
    verbs: [get]
`,
      },
      {
        name: 'not all of the cluster is there',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: migration
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
`,
      },
    ],
  },
});

export default control;

const GATHERED = ['admin', 'edit', 'view'].map((name) => `rbac.authorization.k8s.io/aggregate-to-${name}`);

function isUsed(role: Role, { policy, boundBy }: ScopePolicy): boolean {
  if (boundBy(role).length > 0) return true;
  if (role.kind !== 'ClusterRole') return false;
  if (GATHERED.some((label) => role.labels[label] === 'true')) return true;
  return policy.roles.some(
    ({ name, aggregates }) => name !== role.name && aggregates?.some((selector) => matches(selector, role.labels)) === true,
  );
}

const BINDABLE = new WeakMap<Scope, ReadonlySet<string>>();

/** Whether a rule lets somebody bind it by its name. */
function isMeantToBeBound({ name }: Role, scope: Scope): boolean {
  let names = BINDABLE.get(scope);
  if (names === undefined) {
    const rules = policyOf(scope).policy.roles.flatMap((role) => role.rules.map(({ rule }) => rule));
    BINDABLE.set(
      scope,
      (names = new Set(rules.filter(({ verbs }) => verbs.includes('bind')).flatMap((rule) => rule.resourceNames))),
    );
  }
  return names.has(name);
}
