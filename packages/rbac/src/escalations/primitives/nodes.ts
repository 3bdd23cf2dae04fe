import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

/** What a kubelet asks about, once it has told apart what it is asked for (kubernetes/pkg/kubelet/server/auth.go). */
export const nodeFiles: Primitive = simple({
  id: 'node-files',
  title: 'reads logs, configuration or memory of nodes through the kubelets',
  techniques: ['T1552'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [
    [need('get', ['nodes/log', 'nodes/configz'], 'target')],
    // A checkpoint is what a container has in memory; the kubelet takes a POST for it.
    [need('create', 'nodes/checkpoint', 'target')],
  ],
});

/** What monitoring asks for; beside names and numbers it is the specs of pods, with what stands in their environment. */
export const nodeFacts: Primitive = simple({
  id: 'node-facts',
  title: 'asks the kubelets what runs on their nodes',
  techniques: ['T1613'],
  severity: { cluster: 'info', namespace: 'info' },
  ways: [{ since: 33, needs: [need('get', 'nodes/pods', 'target')] }, [need('get', ['nodes/stats', 'nodes/metrics'], 'target')]],
});

/** Marks nodes so that pods go where it likes, and makes them move. */
export const stealPods: Primitive = simple({
  id: 'steal-pods',
  title: 'makes pods move to a node of its choice',
  techniques: ['T1610'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [
    [need(['patch', 'update'], ['nodes', 'nodes/status'], 'target'), need('delete', 'pods', 'other')],
    [need(['patch', 'update'], ['nodes', 'nodes/status'], 'target'), need('create', 'pods/eviction', 'other')],
    [need(['patch', 'update'], ['nodes', 'nodes/status'], 'target'), need('delete', 'nodes', 'other')],
  ],
});

export const placePod: Primitive = simple({
  id: 'place-pod',
  title: 'puts pods of its own on any node, past the scheduler and its taints',
  techniques: ['T1610'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [[need('create', 'pods'), need('create', 'pods/binding', 'target')]],
});
