import { member, set, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { WORKLOAD_KINDS } from '../namespace/workload-kinds.ts';
import { isNoBoolean, noBoolean } from '../wording.ts';
import { usersOf } from './account-users.ts';
import { BINDING_KINDS } from '../rbac/rbac-kinds.ts';
import { bindingOf } from './bindings.ts';
import { withoutToken } from '../hazards/shared.ts';

const FIELD = 'automountServiceAccountToken';

const control: Control = defineControl({
  id: 'service-account/automount-enabled',
  subject: [{ group: '', kind: 'ServiceAccount' }],
  title: 'ServiceAccounts put their token only into pods that ask for it',
  severity: 'low',
  remediation: 'Set automountServiceAccountToken: false on the ServiceAccount, and true on the pods that call the Kubernetes API',
  reads: [...WORKLOAD_KINDS, ...BINDING_KINDS],

  check(account, { scope }) {
    const value = member(account.value, FIELD);
    if (value === false) return NOTHING;
    const at = [FIELD];
    if (isNoBoolean(value)) return [{ at, unknown: noBoolean(FIELD) }];
    if (bindingOf(scope, account.namespace, account.name) !== undefined || usersOf(account, scope).length > 0) return NOTHING;
    return [
      {
        at,
        message: messageOf(account, value === true),
        fix: { kind: 'suggestion', edits: [set(at, false)], hazards: withoutToken(account.namespace, account.name) },
      },
    ];
  },

  why: `What the account says holds for every pod that runs as it and says nothing itself, also for those that somebody adds
next year. An account that says no makes the token a thing to ask for: a pod that needs it says so, and everybody can see it.`,
  details: `The field left out means true. Where workloads that run as the account are among the objects that were read it passes: each
decides for itself, or service-account/automounted-token judges it. It passes too where a binding gives the account rights, which
its pods then probably use.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  ],
  requirements: { cis: ['5.1.6'], nsa: ['service-account-tokens'], mitre: ['T1528'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'true, and nothing at all',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
automountServiceAccountToken: true
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: mail
  namespace: shop
`,
        at: ['ServiceAccount/web automountServiceAccountToken', 'ServiceAccount/mail automountServiceAccountToken'],
      },
    ],
    passes: [
      {
        name: 'false',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
automountServiceAccountToken: false
`,
      },
      {
        name: 'a workload leaves it to the account: the workload is judged by itself',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'every pod decides for itself',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  automountServiceAccountToken: false
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'neither true nor false',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
automountServiceAccountToken: "false"
`,
        unknown: ['automountServiceAccountToken is neither true nor false, and the API server refuses it'],
      },
    ],
  },
});

export default control;

function messageOf({ name }: KubeObject, isExplicit: boolean): string {
  const says = isExplicit ? 'says' : 'does not say otherwise, so';
  return `the ServiceAccount "${name}" ${says} that its token is put into every pod that does not refuse it`;
}
