import { refOf, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { specOf } from './budgets.ts';
import { AUTOSCALER, autoscalerOf, REPLICATED, SCALED_OBJECT } from './replicas.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'kubectl apply takes the workload down to one replica once, because it takes back what it has set itself',
    check: 'kubectl apply edit-last-applied without replicas comes first; server-side apply is spared it',
  },
];

const control: Control = defineControl({
  id: 'reliability/hpa-static-replicas',
  subject: REPLICATED,
  title: 'What an autoscaler scales does not set its replicas',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Remove replicas from the object, and leave them to its autoscaler',
  reads: [AUTOSCALER, SCALED_OBJECT],

  check(object, { scope }) {
    const replicas = specOf(object, 'replicas');
    if (typeof replicas !== 'number' || replicas === 0) return NOTHING;
    const scaler = autoscalerOf(object, scope);
    if (scaler === undefined) return NOTHING;
    const at = ['spec', 'replicas'];
    return [
      {
        at,
        message: `replicas is ${replicas}, though the ${scaler.kind} "${scaler.name}" sets them: every apply takes them back`,
        evidence: [{ text: `the ${scaler.kind} scales it`, object: refOf(scaler), path: ['spec', 'scaleTargetRef'] }],
        fix: { kind: 'suggestion', edits: [{ op: 'delete', path: at }], hazards: HAZARDS },
      },
    ];
  },

  why: `Every time the manifest is applied, the replicas go back to its number, whatever the load, until the autoscaler notices. Under load that
takes the service down at each deployment.`,
  details: `None (0) switches the autoscaler off on purpose.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  ],
  requirements: {},
  aliases: {
    kics: ['5744cbb8-5946-4b75-a196-ade44449525b'],
    'kube-score': ['deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  },

  examples: {
    fails: [
      {
        name: 'both',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 9
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['Deployment/web spec.replicas'],
      },
    ],
    passes: [
      {
        name: 'left to the autoscaler',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 9
---
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
`,
      },
      {
        name: 'the autoscaler of another',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
  minReplicas: 2
  maxReplicas: 9
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
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
