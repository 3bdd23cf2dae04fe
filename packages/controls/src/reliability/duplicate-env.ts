import { listAt, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/duplicate-env',
  subject: 'workload',
  title: 'Environment variables are set once',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Remove all but one of them',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const env = listAt(container.value, 'env');
      if (env.length < 2) continue;
      const names = new Set<string>();
      for (const [index, variable] of env.entries()) {
        const name = stringAt(variable, 'name');
        if (name === undefined || name === '') continue;
        if (names.has(name)) {
          outcomes ??= [];
          outcomes.push({
            at: [...container.path, 'env', index, 'name'],
            message: `${nameOf(container)} sets ${name} again: the last one counts`,
          });
        }
        names.add(name);
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `The last one wins, and who reads the first believes it: a limit, an address or a switch of security is then not what the review has
seen. Server-side apply merges the two and drops one.`,
  references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
  requirements: {},
  aliases: {
    kubescape: ['C-0295'],
    'kube-linter': ['duplicate-env-var'],
    'kube-score': ['environment-variable-key-duplication'],
  },

  examples: {
    fails: [
      {
        name: 'twice',
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
      containers:
        - name: web
          image: nginx:1.29
          env:
            - {name: TLS, value: "on"}
            - {name: PORT, value: "8080"}
            - {name: TLS, value: "off"}
`,
        at: ['spec.template.spec.containers[0].env[2].name'],
      },
    ],
    passes: [
      {
        name: 'once each, and once in another container',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - {name: TLS, value: "on"}
        - {name: PORT, value: "8080"}
    - name: proxy
      image: envoy:1.36
      env:
        - {name: TLS, value: "off"}
`,
      },
    ],
  },
});

export default control;
