import { defineControl, NOTHING, type Control } from '../control.ts';
import { counted, listed } from '../wording.ts';
import { SYSTEM_NAMESPACES } from './system-namespaces.ts';
import { applicationsOf } from './applications.ts';
import { WORKLOAD_KINDS, workloadsIn } from './workload-kinds.ts';

const SHOWN = 5;

const control: Control = defineControl({
  id: 'namespace/segregation',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Applications are kept apart by namespaces',
  severity: 'info',
  offByDefault: 'it lists what shares a namespace, for a person to judge',
  remediation: 'Put applications of different owners, or of different trust, into namespaces of their own',
  reads: WORKLOAD_KINDS,

  check(namespace, { scope }) {
    if (SYSTEM_NAMESPACES.has(namespace.name)) return NOTHING;
    const workloads = workloadsIn(scope, namespace.name);
    if (workloads.length < 2) return NOTHING;
    const applications = applicationsOf(workloads);
    if (applications.length < 2) return NOTHING;
    const more = applications.length - SHOWN;
    const names = applications.slice(0, SHOWN).map((name) => `"${name}"`);
    const list = listed(more > 0 ? [...names, `${more} more`] : names);
    const message = `${counted(applications.length, 'application')} share the namespace "${namespace.name}": ${list}`;
    return [{ at: ['metadata', 'name'], message }];
  },

  why: `A namespace is where rights, network policies and quotas are given. Applications that share one share them too, and a
Secret of one can be mounted by any pod of the other.`,
  details: `An application is what app.kubernetes.io/part-of names, else app.kubernetes.io/instance, else the label app. Workloads
without any of them are passed over. Whether what shares a namespace belongs together is for a person to say: an inventory.`,
  references: ['https://kubernetes.io/docs/concepts/security/multi-tenancy/#namespaces'],
  requirements: { cis: ['5.6.1'], nsa: ['namespaces'] },
  aliases: { kics: ['e84eaf4d-2f45-47b2-abe8-e581b06deb66'], kubescape: ['C-0209'] },

  examples: {
    fails: [
      {
        name: 'two applications',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: prod
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: prod
  labels: {app: web}
spec:
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: Pod
metadata:
  name: bank
  namespace: prod
  labels: {app: bank}
spec:
  containers:
    - name: bank
      image: registry.example.com/bank:7.1
`,
        at: ['Namespace/prod metadata.name'],
      },
    ],
    passes: [
      {
        name: 'two parts of one application',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels: {app: web, app.kubernetes.io/part-of: shop}
spec:
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: Pod
metadata:
  name: db
  namespace: shop
  labels: {app: db, app.kubernetes.io/part-of: shop}
spec:
  containers:
    - name: db
      image: registry.example.com/db:7.1
`,
      },
    ],
  },
});

export default control;
