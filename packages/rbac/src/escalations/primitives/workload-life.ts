import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

/** DaemonSets and StatefulSets keep what they were, and are rolled back to it. */
export const poisonRevision: Primitive = simple({
  id: 'poison-revision',
  title: 'changes what a DaemonSet or StatefulSet is rolled back to',
  techniques: ['T1543.005'],
  severity: { cluster: 'medium', namespace: 'low' },
  ways: [[need(['patch', 'update'], 'controllerrevisions.apps', 'target')]],
});

export const readLogs: Primitive = simple({
  id: 'read-logs',
  title: 'reads what containers print',
  techniques: ['T1552'],
  severity: { cluster: 'low', namespace: 'info' },
  ways: [[need('get', 'pods/log', 'target')]],
});

/** A webhook whose pods are gone may be passed by, and what watches over pods is a workload too. */
export const stopWorkloads: Primitive = simple({
  id: 'stop-workloads',
  title: 'stops workloads of others, or takes away their custom objects, those that guard the cluster too',
  techniques: ['T1489', 'T1562.001'],
  severity: { cluster: 'low', namespace: 'info' },
  ways: [
    [need('delete', ['deployments.apps', 'daemonsets.apps', 'statefulsets.apps'], 'target')],
    [need(['patch', 'update'], ['deployments.apps/scale', 'statefulsets.apps/scale', 'replicasets.apps/scale'], 'target')],
    [need('create', 'pods/eviction', 'target')],
    // With a kind go all objects of it.
    [need('delete', 'customresourcedefinitions.apiextensions.k8s.io', 'target')],
    [need('delete', 'namespaces', 'target')],
    [need('delete', 'namespaces', 'scope')],
  ],
});

const steal = simple({
  id: 'steal-lease',
  title: 'takes the leases of controllers of the cluster, so that they stand still',
  techniques: ['T1562.001'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [[need(['patch', 'update'], 'leases.coordination.k8s.io', 'target')]],
});

/**
 * Who holds the lease of a controller decides whether the controller does its work. In any other namespace than that of the
 * cluster's own controllers it is most often one's own, and with a name too.
 */
export const stealLease: Primitive = {
  ...steal,
  ways: steal.ways.map((way) => ({
    ...way,
    gives: (found) =>
      found.targets === undefined && (found.namespace === '' || found.namespace === 'kube-system') ? way.gives(found) : [],
  })),
};
