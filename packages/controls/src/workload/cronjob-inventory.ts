import { member, stringAt } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';

const control: Control = defineControl({
  id: 'workload/cronjob-inventory',
  subject: [{ group: 'batch', kind: 'CronJob' }],
  title: 'What runs by the clock is known',
  severity: 'info',
  offByDefault: 'It lists every CronJob, and none of them is wrong by that',
  remediation: 'Make sure that somebody knows what the CronJob is for, and delete it where nobody does',
  judgesPartial: true,

  check(object) {
    const schedule = stringAt(object.value, 'spec', 'schedule');
    const isSuspended = member(member(object.value, 'spec'), 'suspend') === true;
    const when = schedule === undefined ? 'by the clock' : `at "${schedule}"`;
    return [
      {
        at: schedule === undefined ? ['kind'] : ['spec', 'schedule'],
        message: `the CronJob "${object.name}" runs ${when}${isSuspended ? ', and is suspended' : ''}`,
      },
    ];
  },

  why: `A CronJob is how an intruder comes back: a pod that nobody sees most of the day, started by a controller that belongs to the
cluster, long after the account that made it is gone. Whoever looks for what an intruder left behind begins with this list.`,
  details: `One finding of severity info for each CronJob, suspended ones too. Ask for it by name (--control workload/cronjob-inventory).`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
  requirements: { mitre: ['T1053.007'] },
  aliases: { kubescape: ['C-0026'] },

  examples: {
    fails: [
      {
        name: 'every CronJob',
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: registry.example.com/backup:5.0.2
`,
        at: ['spec.schedule'],
      },
    ],
    passes: [
      {
        name: 'a Job that runs once',
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
          image: registry.example.com/migrate:1.4.0
`,
      },
    ],
  },
});

export default control;
