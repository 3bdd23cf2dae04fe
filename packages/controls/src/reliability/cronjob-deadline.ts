import { member, valueAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

/** Seconds between two looks of the controller. */
const SHORTEST = 10;

const control: Control = defineControl({
  id: 'reliability/cronjob-deadline',
  subject: [{ group: 'batch', kind: 'CronJob' }],
  title: 'CronJobs say how late a run may start',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set startingDeadlineSeconds to how late a run is still of use, at least 10',

  check(cronJob) {
    const deadline = member(valueAt(cronJob.value, ['spec']), 'startingDeadlineSeconds');
    const at = ['spec', 'startingDeadlineSeconds'];
    if (deadline === undefined || deadline === null) {
      return [{ at, message: 'no startingDeadlineSeconds: a run that was missed is made up for, however late' }];
    }
    if (typeof deadline !== 'number' || deadline >= SHORTEST) return NOTHING;
    const reason = 'the controller looks every ten seconds, so that runs may be missed';
    return [{ at, message: `startingDeadlineSeconds is ${deadline}`, severity: { level: 'low', reason } }];
  },

  why: `After an outage of the control plane a CronJob starts what it has missed, at a time that nobody chose: a backup in the middle of the
day, or a job on data of yesterday.`,
  details: `A deadline below ten seconds is low: Kubernetes looks at CronJobs every ten seconds.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],
  requirements: {},
  aliases: { 'kube-score': ['cronjob-has-deadline'] },

  examples: {
    fails: [
      {
        name: 'unset',
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
          restartPolicy: Never
          containers:
            - name: report
              image: registry.example.com/report:1.4
`,
        at: ['spec.startingDeadlineSeconds'],
      },
      {
        name: 'too short',
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: 5
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: registry.example.com/report:1.4
`,
        at: ['spec.startingDeadlineSeconds'],
      },
    ],
    passes: [
      {
        name: 'an hour',
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: 3600
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: registry.example.com/report:1.4
`,
      },
    ],
  },
});

export default control;
