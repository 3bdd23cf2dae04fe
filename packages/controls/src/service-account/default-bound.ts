import { listAt, stringAt, type Json, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { BINDING_KINDS } from '../rbac/rbac-kinds.ts';

const control: Control = defineControl({
  id: 'service-account/default-bound',
  subject: BINDING_KINDS,
  title: 'No binding gives rights to a ServiceAccount called default',
  severity: 'medium',
  remediation: 'Give the rights to a ServiceAccount that the program has for itself',
  judgesPartial: true,

  check(binding) {
    const subjects = listAt(binding.value, 'subjects');
    let outcomes: Outcome[] | undefined;
    for (let index = 0; index < subjects.length; index++) {
      const namespace = defaultOf(subjects[index], binding);
      if (namespace === undefined) continue;
      const role = `${stringAt(binding.value, 'roleRef', 'kind') ?? 'role'} "${stringAt(binding.value, 'roleRef', 'name') ?? ''}"`;
      const message = `the ServiceAccount "default"${namespace === '' ? '' : ` of the namespace "${namespace}"`} gets the ${role}, and with it every pod there that names no account`;
      (outcomes ??= []).push({ at: ['subjects', index], message, severity: severityOf(binding) });
    }
    return outcomes ?? NOTHING;
  },

  why: `Every pod that names no account runs as the one called default, and gets its token. What this account may do, all of them may: the
web server that somebody adds next year, the pod of a job that failed, and whoever breaks into one of them.`,
  details: `Subjects count that are the account by its kind and name, or by its user name (system:serviceaccount:NAMESPACE:default). A
ClusterRoleBinding gives the rights everywhere, and weighs more. Whether pods run as the account is not asked: new ones will.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
  ],
  requirements: { cis: ['5.1.5'], nsa: ['least-privilege'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: { checkov: ['CKV_K8S_42'], kalm: ['RBAC-007'], kics: ['1e749bc9-fde8-471c-af0c-8254efd2dee5'] },

  examples: {
    fails: [
      {
        name: 'by its kind, in the own namespace and in another',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - {kind: ServiceAccount, name: web}
  - {kind: ServiceAccount, name: default}
  - {kind: ServiceAccount, name: default, namespace: jobs}
`,
        at: ['subjects[1]', 'subjects[2]'],
      },
      {
        name: 'by its user name, everywhere: worse',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - {kind: User, name: "system:serviceaccount:shop:default", apiGroup: rbac.authorization.k8s.io}
`,
        at: ['subjects[0]'],
      },
    ],
    passes: [
      {
        name: 'other accounts, and others called default',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: default
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - {kind: ServiceAccount, name: web, namespace: default}
  - {kind: User, name: default, apiGroup: rbac.authorization.k8s.io}
  - {kind: Group, name: default, apiGroup: rbac.authorization.k8s.io}
`,
      },
    ],
  },
});

export default control;

const USER = /^system:serviceaccount:([^:]+):default$/;

/** The namespace whose account default a subject is; the empty text where the binding leaves its own open. */
function defaultOf(subject: Json | undefined, binding: KubeObject): string | undefined {
  const name = stringAt(subject, 'name');
  const kind = stringAt(subject, 'kind');
  if (kind === 'User') return USER.exec(name ?? '')?.[1];
  if (kind !== 'ServiceAccount' || name !== 'default') return undefined;
  return stringAt(subject, 'namespace') ?? binding.namespace ?? '';
}

function severityOf({ kind }: KubeObject): Failure['severity'] {
  return kind === 'ClusterRoleBinding' ? { level: 'high', reason: 'the rights hold in every namespace' } : undefined;
}
