import { NOTHING, defineControl, type Control } from '../control.ts';
import { bindingFrom, eachSubject, reach } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/default-account-binding',
  subject: BINDING_KINDS,
  title: 'Nothing is granted to service accounts called default',
  severity: 'high',

  remediation: 'Make a ServiceAccount for the program that needs the right, and bind that',

  check(object) {
    const binding = bindingFrom(object);
    if (binding === undefined) return NOTHING;
    return eachSubject(
      binding,
      ({ kind, name }) => kind === 'ServiceAccount' && name === 'default',
      ({ subject }) => ({
        message: `grants ${binding.roleRef.kind} ${binding.roleRef.name} ${reach(binding)} to the account "default" of ${subject.namespace || binding.namespace}, which every pod there has that names none`,
      }),
    );
  },

  why: `Every pod that names no service account runs as default. What is granted to it is granted to all of them, and to everybody who may
create a pod there, also to those that come later and know nothing of it.`,
  details: `Whatever the role grants: who reads the binding alone cannot say who has it.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.5'], nsa: ['rbac'], mitre: ['T1078.001'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-007'], checkov: ['CKV_K8S_42'] },

  examples: {
    fails: [
      {
        name: 'the account of a namespace',
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
    name: default
    namespace: shop
`,
        at: ['subjects[0].name'],
      },
    ],
    passes: [
      {
        name: 'an account of its own',
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
