import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';

const NAMESPACE = 'kube-system';
const NAMES = ['coredns', 'aws-auth', 'kube-proxy', 'kubeadm-config', 'extension-apiserver-authentication'];

/** What CoreDNS, the nodes and, on EKS, the authenticator read: `aws-auth` makes anybody a member of any group. */
export const clusterConfiguration: Primitive = {
  id: 'cluster-configuration',
  title: 'changes ConfigMaps by which DNS, nodes or the authenticator of the cluster work',
  techniques: ['T1098', 'T1557'],
  severity: { cluster: 'high', namespace: 'high' },
  ways: [
    {
      needs: [need(['patch', 'update'], 'configmaps', NAMES)],
      gives: ({ namespace }) =>
        namespace === '' || namespace === NAMESPACE
          ? [{ position: { kind: 'other', text: 'changes how the cluster works', namespace: NAMESPACE } }]
          : [],
      acts: ([write]) => {
        if (write?.request.kind !== 'resource') return [];
        const { name, verb } = write.request;
        const data = { 'bulwark-proof': 'here' };
        const body = verb === 'patch' ? { data } : { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
        return [send(write, { says: `changes ConfigMap ${NAMESPACE}/${name}`, body })];
      },
    },
  ],
};
