import { set } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { counted } from '../wording.ts';
import { AUTOSCALER, autoscalerOf, replicasOf, SCALED_OBJECT } from './replicas.ts';
import { RUNS_TWICE } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'reliability/single-replica',
  subject: [
    { group: 'apps', kind: 'Deployment' },
    { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
    { group: 'argoproj.io', kind: 'Rollout' },
  ],
  title: 'What serves requests has several replicas',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set replicas to 2 or more, or let a HorizontalPodAutoscaler keep as many',
  parameters: {
    minimum: { default: 2, description: 'The least number of replicas' },
  },
  reads: [AUTOSCALER, SCALED_OBJECT],

  check(object, context) {
    const minimum = context.parameter('minimum');
    const replicas = replicasOf(object);
    if (replicas === undefined || replicas === 0 || replicas >= minimum) return NOTHING;
    if (autoscalerOf(object, context.scope) !== undefined) return NOTHING;
    const at = ['spec', 'replicas'];
    return [
      {
        at,
        message: `the ${object.kind} has ${counted(replicas, 'replica')}, fewer than ${minimum}`,
        fix: { kind: 'suggestion', edits: [set(at, minimum)], hazards: RUNS_TWICE },
      },
    ];
  },

  why: `One replica is none while its node is drained, its image is pulled or its program is restarted. Whoever can make it crash has taken
the service down.`,
  details: `Deployments and their like; replicas that are not set are one. None (0) is switched off on purpose. One that an autoscaler scales is
judged at its autoscaler. StatefulSets and what must be alone (a leader, a program with one volume) are left to their owners.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas'],
  requirements: {},
  aliases: {
    'kube-linter': ['minimum-three-replicas'],
    'kube-score': ['deployment-replicas'],
    polaris: ['deploymentMissingReplicas'],
  },

  examples: {
    fails: [
      {
        name: 'unset means one',
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
`,
        at: ['spec.replicas'],
      },
      {
        name: 'three are asked for',
        parameters: { minimum: 3 },
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
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
        at: ['spec.replicas'],
      },
    ],
    passes: [
      {
        name: 'two',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
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
        name: 'switched off',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 0
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
        name: 'an autoscaler',
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
        name: "KEDA's autoscaler",
        yaml: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: web
spec:
  scaleTargetRef: {name: web}
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
    ],
  },
});

export default control;
