import type { Dice } from '../dice.ts';
import type { Fields } from './pod.ts';

/** A workload that would make pods. */
export interface Workload {
  readonly object: Fields;
  readonly name: string;
  readonly group: string;
  readonly resource: string;
  /** Where it is created. */
  readonly path: (namespace: string) => string;
}

const LABELS = { app: 'a' };

/** One of what carries a pod template, around the pod: its annotations and its spec. */
export function workloadOf(dice: Dice, pod: Fields): Workload {
  return dice.pick(workloadsOf(pod));
}

/** Everything that carries a pod template, around the same pod. */
export function workloadsOf(pod: Fields): readonly Workload[] {
  const { metadata, spec } = pod as { readonly metadata: Fields; readonly spec: Fields };
  const { name, ...rest } = metadata;
  const template = { metadata: { ...rest, labels: LABELS }, spec };
  const ends = { ...template, spec: { ...spec, restartPolicy: 'Never' } };
  const selector = { matchLabels: LABELS };
  const kinds: readonly (readonly [group: string, resource: string, kind: string, members: Fields])[] = [
    ['apps/v1', 'deployments', 'Deployment', { spec: { selector, template } }],
    ['apps/v1', 'statefulsets', 'StatefulSet', { spec: { selector, serviceName: 'a', template } }],
    ['apps/v1', 'daemonsets', 'DaemonSet', { spec: { selector, template } }],
    ['apps/v1', 'replicasets', 'ReplicaSet', { spec: { selector, template } }],
    ['v1', 'replicationcontrollers', 'ReplicationController', { spec: { selector: LABELS, template } }],
    ['v1', 'podtemplates', 'PodTemplate', { template }],
    ['batch/v1', 'jobs', 'Job', { spec: { template: ends } }],
    ['batch/v1', 'cronjobs', 'CronJob', { spec: { schedule: '@daily', jobTemplate: { spec: { template: ends } } } }],
  ];
  return kinds.map(([apiVersion, resource, kind, members]) => {
    const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
    return {
      object: { apiVersion, kind, metadata: { name }, ...members },
      name: String(name),
      group: apiVersion === 'v1' ? '' : (apiVersion.split('/')[0] ?? ''),
      resource,
      path: (namespace) => `${root}/namespaces/${namespace}/${resource}`,
    };
  });
}
