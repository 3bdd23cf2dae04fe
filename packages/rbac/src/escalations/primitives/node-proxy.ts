import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';

/**
 * What a kubelet serves includes commands in every container of its node, by a WebSocket too, which begins with a GET: so
 * every verb will do, and neither admission nor the audit log sees the command.
 */
export const nodeProxy: Primitive = {
  id: 'node-proxy',
  title: 'runs commands in every pod through the kubelets, past admission and the audit log',
  techniques: ['T1609'],
  severity: { cluster: 'critical', namespace: 'critical' },
  ways: [
    {
      needs: [need(['get', 'create', 'update', 'patch', 'delete'], 'nodes/proxy', 'target')],
      gives: ({ namespace, targets }) =>
        namespace === '' ? [{ position: { kind: 'running-pods', namespace: '', names: undefined, nodes: targets } }] : [],
      acts: ([proxy], { target }) => {
        if (proxy === undefined) return [];
        const act = send(proxy, { says: `speaks to the kubelet of node ${target}` });
        return [{ ...act, path: `${act.path}/pods` }];
      },
    },
  ],
};
