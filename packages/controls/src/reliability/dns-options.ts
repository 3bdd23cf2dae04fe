import { listAt, member, podFieldPath } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const control: Control = defineControl({
  id: 'reliability/dns-options',
  subject: 'workload',
  title: 'Pods have the resolver options that the organisation wants',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set dnsConfig.options as wanted',
  parameters: {
    options: { default: [], description: 'Options that every pod must set: name, or name:value' },
  },

  check(workload, context) {
    const wanted = context.parameter('options');
    if (wanted.length === 0 || workload.open !== undefined) return NOTHING;
    const options = listAt(workload.spec, 'dnsConfig', 'options');
    const missing = wanted.filter((entry) => {
      const [name = '', value] = entry.split(':', 2);
      return !options.some(
        (option) => member(option, 'name') === name && (value === undefined || member(option, 'value') === value),
      );
    });
    if (missing.length === 0) return NOTHING;
    return [
      {
        at: podFieldPath(workload, 'dnsConfig', 'options'),
        message: `the pod does not set ${missing.join(', ')} for its resolver`,
      },
    ];
  },

  why: `By default a pod's resolver tries five names of the cluster before one of the internet. Many programs ask for many names, and the
cluster's DNS answers four times as many questions as it need.`,
  details: `Nothing is wanted until the parameter says so: ndots:2 asks for that option with that value.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
  requirements: {},
  aliases: { 'kube-linter': ['dnsconfig-options'] },

  examples: {
    fails: [
      {
        name: 'not set',
        parameters: { options: ['ndots:2'] },
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      dnsConfig:
        options:
          - {name: ndots, value: "5"}
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.template.spec.dnsConfig.options'],
      },
    ],
    passes: [
      {
        name: 'set',
        parameters: { options: ['ndots:2'] },
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  dnsConfig:
    options:
      - {name: ndots, value: "2"}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'nothing is wanted',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;
