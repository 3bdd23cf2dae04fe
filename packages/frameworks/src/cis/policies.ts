import type { Row } from '../framework.ts';
import { section } from '../row.ts';

export const POLICIES: readonly Row[] = [
  ...section('RBAC and ServiceAccounts', {}, [
    ['5.1.1', 'Only those who need it have the role cluster-admin'],
    ['5.1.2', 'Few may read Secrets'],
    ['5.1.3', 'Roles name what they grant instead of using wildcards'],
    ['5.1.4', 'Few may create pods'],
    ['5.1.5', 'Nothing runs as the ServiceAccount default'],
    ['5.1.6', 'Tokens are mounted only where they are used'],
    ['5.1.7', 'Nobody is in the group system:masters'],
    ['5.1.8', 'Few may bind, escalate or impersonate'],
    ['5.1.9', 'Few may create persistent volumes'],
    ['5.1.10', 'Few may reach nodes through the proxy of the API server'],
    ['5.1.11', 'Few may approve certificates'],
    ['5.1.12', 'Few may change webhooks of admission'],
    ['5.1.13', 'Few may create tokens of ServiceAccounts'],
  ]),
  ...section('What pods are admitted', {}, [
    ['5.2.1', 'Something decides at admission which pods may run'],
    ['5.2.2', 'No privileged containers', { fields: ['privileged', 'allowPrivilegedContainer'] }],
    ['5.2.3', "No pods in the node's process namespace", { fields: ['hostPID'] }],
    ['5.2.4', "No pods in the node's IPC namespace", { fields: ['hostIPC'] }],
    ['5.2.5', "No pods in the node's network", { fields: ['hostNetwork'] }],
    ['5.2.6', 'No containers that can gain privileges', { fields: ['allowPrivilegeEscalation'] }],
    ['5.2.7', 'No containers that run as root', { fields: ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'runAsUserName'] }],
    ['5.2.8', 'No containers with the capability NET_RAW', { fields: ['capabilities'] }],
    ['5.2.9', 'No containers with capabilities that they do not need', { fields: ['capabilities'] }],
    ['5.2.10', 'No HostProcess containers on Windows', { fields: ['hostProcess', 'windowsOptions'] }],
    ['5.2.11', "No volumes of the node's disk", { fields: ['hostPath', 'volumes'] }],
    ['5.2.12', 'No ports of the node', { fields: ['hostPort', 'ports'] }],
  ]),
  ...section('Network', {}, [
    ['5.3.1', 'The network plugin enforces NetworkPolicies', { otherwise: { needs: 'the network plugin of the cluster' } }],
    ['5.3.2', 'Every namespace has NetworkPolicies'],
  ]),
  ...section('Secrets', {}, [
    ['5.4.1', 'Secrets are mounted as files rather than put into environment variables'],
    ['5.4.2', 'A store outside of the cluster is considered for secrets', { forPerson: true }],
  ]),
  ...section('Admission of images', {}, [['5.5.1', 'Only images of known origin are admitted', { forPerson: true }]]),
  ...section('General', {}, [
    ['5.6.1', 'Namespaces keep apart what does not belong together', { forPerson: true }],
    [
      '5.6.2',
      "Pods run under the runtime's seccomp profile",
      { fields: ['seccompProfile', 'seccomp.security.alpha.kubernetes.io'] },
    ],
    ['5.6.3', 'Pods and containers have a security context'],
    ['5.6.4', 'The namespace default is not used'],
  ]),
];
