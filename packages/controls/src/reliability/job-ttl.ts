import { listAt, member, objectAt, set, valueAt, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

/** Annotations of Jobs that something else deletes. */
const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a day after its end the Job is gone with its pods and their logs',
    check: 'nobody reads them later by kubectl logs, and no tool makes a Job anew that is gone',
  },
];

const control: Control = defineControl({
  id: 'reliability/job-ttl',
  subject: [{ group: 'batch', kind: 'Job' }],
  title: 'Jobs go away when they have ended',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set ttlSecondsAfterFinished, such as 86400',

  check(job) {
    const ttl = member(valueAt(job.value, ['spec']), 'ttlSecondsAfterFinished');
    if ((ttl !== undefined && ttl !== null) || listAt(job.value, 'metadata', 'ownerReferences').length > 0) return NOTHING;
    const annotations = objectAt(job.value, 'metadata', 'annotations');
    if (HOOKS.some((hook) => member(annotations, hook) !== undefined)) return NOTHING;
    const at = ['spec', 'ttlSecondsAfterFinished'];
    const fix = { kind: 'suggestion', edits: [set(at, 86_400)], hazards: HAZARDS } as const;
    return [{ at, message: 'the Job and its pods stay when they have ended, until somebody deletes them', fix }];
  },

  why: `Every Job that has ended stays with its pods, in etcd and in every list, with the environment that it ran with. Enough of them slow the
API server down.`,
  details: `Jobs that a CronJob or another object owns are cleaned up with it, and hooks of Helm and Argo CD by these. A Job that Argo CD or Flux keeps
in place would be made again when it has gone: leave it.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],
  requirements: {},
  aliases: { 'kube-linter': ['job-ttl-seconds-after-finished'] },

  examples: {
    fails: [
      {
        name: 'unset',
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
        at: ['spec.ttlSecondsAfterFinished'],
      },
    ],
    passes: [
      {
        name: 'a day',
        yaml: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  ttlSecondsAfterFinished: 86400
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: migrate:4.19
`,
      },
      {
        name: 'a hook',
        yaml: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: {helm.sh/hook: pre-upgrade}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: migrate:4.19
`,
      },
    ],
  },
});

export default control;
