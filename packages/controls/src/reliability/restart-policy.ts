import { member, podFieldPath, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/restart-policy',
  subject: 'workload',
  title: 'The restart policy is one that the kind takes',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set restartPolicy to Never or OnFailure in a Job, and leave it out in what keeps running',

  check(workload) {
    const policy = member(workload.spec, 'restartPolicy') ?? 'Always';
    const wanted = wantedOf(workload);
    if (wanted === undefined || wanted.includes(policy)) return NOTHING;
    const { kind } = workload.object;
    const says = policy === 'Always' ? 'unset or Always' : shown(policy);
    const message = `restartPolicy is ${says}, and the API server takes only ${wanted.join(' or ')} in a ${kind}`;
    return [{ at: podFieldPath(workload, 'restartPolicy'), message }];
  },

  why: `The API server refuses such an object, so that what should run does not: a backup, a migration, or the next version with its fix.`,
  details: `A Deployment, StatefulSet, DaemonSet, ReplicaSet or ReplicationController takes only Always, which is the default. A Job or CronJob takes
only Never or OnFailure, and has to say so. A Pod takes any.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy'],
  requirements: {},
  aliases: { 'kube-linter': ['restart-policy'], 'kube-score': ['cronjob-restartpolicy'] },

  examples: {
    fails: [
      {
        name: 'a Job says nothing',
        yaml: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      containers:
        - name: migrate
          image: migrate:4.19
`,
        at: ['spec.template.spec.restartPolicy'],
      },
      {
        name: 'a CronJob says Always',
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Always
          containers:
            - name: report
              image: registry.example.com/report:1.4
`,
        at: ['spec.jobTemplate.spec.template.spec.restartPolicy'],
      },
      {
        name: 'a Deployment says Never',
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
      restartPolicy: Never
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.template.spec.restartPolicy'],
      },
    ],
    passes: [
      {
        name: 'Never in a Job',
        yaml: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: migrate:4.19
`,
      },
      {
        name: 'unset in a Deployment',
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
      },
      {
        name: 'a Pod takes any',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: OnFailure
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;

const ENDLESS: readonly unknown[] = ['Always'];
const ENDING: readonly unknown[] = ['Never', 'OnFailure'];
const ENDLESS_KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']);
const BUILT_IN = new Set(['', 'apps', 'batch', 'extensions']);

/** What Kubernetes' own kinds take; undefined where they take any. */
function wantedOf({ object: { group, kind } }: Workload): readonly unknown[] | undefined {
  if (!BUILT_IN.has(group)) return undefined;
  if (ENDLESS_KINDS.has(kind)) return ENDLESS;
  return kind === 'Job' || kind === 'CronJob' ? ENDING : undefined;
}
