import type { Path } from '../path.ts';
import type { Workload } from './workload.ts';

/** Where a kind has its pod specs. A step `*` stands for every item of a list and every member of a map. */
export interface PodKind {
  readonly role: Workload['role'];
  readonly specs: readonly Path[];
}

const TEMPLATE: Path = ['spec', 'template', 'spec'];
const CONTROLLER: PodKind = { role: 'controller', specs: [TEMPLATE] };
const JOB: PodKind = { role: 'job', specs: [TEMPLATE] };
const CRON_JOB: PodKind = { role: 'job', specs: [['spec', 'jobTemplate', ...TEMPLATE]] };

/** Kinds that hold pod specs as Kubernetes defines them, by group and kind, in every version that they have had. */
const KINDS: ReadonlyMap<string, PodKind> = new Map<string, PodKind>([
  ['/Pod', { role: 'pod', specs: [['spec']] }],
  ['/PodTemplate', { role: 'controller', specs: [['template', 'spec']] }],
  ['/ReplicationController', CONTROLLER],
  ['apps/DaemonSet', CONTROLLER],
  ['apps/Deployment', CONTROLLER],
  ['apps/ReplicaSet', CONTROLLER],
  ['apps/StatefulSet', CONTROLLER],
  ['extensions/DaemonSet', CONTROLLER],
  ['extensions/Deployment', CONTROLLER],
  ['extensions/ReplicaSet', CONTROLLER],
  ['batch/Job', JOB],
  ['extensions/Job', JOB],
  ['batch/CronJob', CRON_JOB],
  ['batch/ScheduledJob', CRON_JOB],
  ['apps.openshift.io/DeploymentConfig', CONTROLLER],
  ['/DeploymentConfig', CONTROLLER],
  ['argoproj.io/Rollout', CONTROLLER],
  ['jobset.x-k8s.io/JobSet', { role: 'job', specs: [['spec', 'replicatedJobs', '*', 'template', ...TEMPLATE]] }],
  ['keda.sh/ScaledJob', { role: 'job', specs: [['spec', 'jobTargetRef', 'template', 'spec']] }],
  [
    'operators.coreos.com/ClusterServiceVersion',
    { role: 'controller', specs: [['spec', 'install', 'spec', 'deployments', '*', ...TEMPLATE]] },
  ],
  ['serving.knative.dev/Configuration', CONTROLLER],
  ['serving.knative.dev/Revision', { role: 'controller', specs: [['spec']] }],
  ['serving.knative.dev/Service', CONTROLLER],
]);

export function podKindOf(group: string, kind: string): PodKind | undefined {
  return KINDS.get(`${group}/${kind}`);
}
