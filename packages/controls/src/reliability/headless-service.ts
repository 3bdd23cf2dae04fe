import { stringAt, valueAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { absent, findNamed } from './absent.ts';

const SERVICE = { group: '', kind: 'Service' } as const;

const control: Control = defineControl({
  id: 'reliability/headless-service',
  subject: [{ group: 'apps', kind: 'StatefulSet' }],
  title: 'A StatefulSet has a headless Service',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set serviceName to a Service with clusterIP: None',
  reads: [{ group: '', kind: 'Service' }],

  check(set, { scope }) {
    const at = ['spec', 'serviceName'];
    const name = stringAt(set.value, ...at);
    if (name === undefined || name === '') return [{ at, message: 'no serviceName: its pods have no names in the DNS' }];
    const service = findNamed(scope, SERVICE, set.namespace, name);
    if (service === undefined) {
      return absent(scope, at, {
        missing: `there is no Service "${name}": its pods have no names in the DNS`,
        unseen: `the Service "${name}" is not among the objects that were read`,
      });
    }
    if (valueAt(service.value, ['spec', 'clusterIP']) === 'None') return NOTHING;
    return [{ at, message: `the Service "${name}" is not headless: its pods have no names of their own in the DNS` }];
  },

  why: `The pods of a StatefulSet find each other by names that a headless Service gives them. Without it a cluster of databases does not form,
or forms with whoever answers.`,
  details: `A StatefulSet whose pods do not speak to each other may do without.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
  requirements: {},
  aliases: { kics: ['bb241e61-77c3-4b97-9575-c0f8a1e008d0'], 'kube-score': ['statefulset-has-servicename'] },

  examples: {
    fails: [
      {
        name: 'no name',
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
`,
        at: ['spec.serviceName'],
      },
      {
        name: 'a Service with an address',
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
---
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  selector: {app: db}
  ports:
    - port: 5432
`,
        at: ['StatefulSet/db spec.serviceName'],
      },
      {
        name: 'no such Service',
        complete: true,
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
`,
        at: ['spec.serviceName'],
      },
    ],
    passes: [
      {
        name: 'headless',
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
---
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector: {app: db}
  ports:
    - port: 5432
`,
      },
      {
        name: 'a Service that nobody shows',
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
`,
        unknown: ['the Service "db" is not among the objects that were read'],
      },
    ],
  },
});

export default control;
