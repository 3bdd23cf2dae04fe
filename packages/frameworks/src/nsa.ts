import type { Framework } from './framework.ts';
import { section } from './row.ts';

const CONTROL_PLANE = { needs: 'the manifests or the flags of the control plane' };
const CLUSTER = { needs: 'the running cluster' };

const HARDENING = [
  'seccompProfile',
  'appArmorProfile',
  'seLinuxOptions',
  'procMount',
  'sysctls',
  'container.apparmor.security.beta.kubernetes.io',
  'seccomp.security.alpha.kubernetes.io',
  'container.seccomp.security.alpha.kubernetes.io',
];

/** The guidance has no ids of its own: these are ours, and so are the words. */
export const NSA: Framework = {
  id: 'nsa',
  title: 'NSA and CISA Kubernetes Hardening Guidance 1.2',
  reference: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  requirement: 'nsa',
  rows: [
    ...section('Pods', {}, [
      [
        'non-root-containers',
        'Containers run as a user that is not root',
        { fields: ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'runAsUserName'] },
      ],
      ['immutable-file-systems', "Containers cannot write to their image's file system"],
      ['privileged-containers', 'No container is privileged', { fields: ['privileged'] }],
      ['privilege-escalation', 'No process gains more privileges than its parent', { fields: ['allowPrivilegeEscalation'] }],
      ['capabilities', 'Containers keep no capability that they do not use', { fields: ['capabilities'] }],
      ['host-namespaces', "Pods do not share their node's namespaces", { fields: ['hostNetwork', 'hostPID', 'hostIPC'] }],
      ['host-ports', 'Containers take no ports of their node', { fields: ['hostPort', 'ports'] }],
      ['host-path', "Pods do not mount their node's disk", { fields: ['hostPath', 'volumes', 'volumeMounts'] }],
      ['linux-hardening', 'Containers run under seccomp, AppArmor or SELinux', { fields: HARDENING }],
      ['service-account-tokens', 'Pods hold a token of the API only where they use it'],
      ['pod-security-enforcement', 'Something refuses pods that are not safe'],
      ['images', 'Images come from known places, are small, and are scanned', { onlyDisproved: true }],
      ['container-runtimes', 'What is not trusted runs in a stronger sandbox', { otherwise: 'manual', forPerson: true }],
    ]),
    ...section('Network', {}, [
      ['namespaces', 'Namespaces keep apart what does not belong together', { onlyDisproved: true }],
      ['network-policies', 'NetworkPolicies deny what nobody has asked for'],
      ['network-exposure', 'Nothing is reachable from outside that need not be', { onlyDisproved: true }],
      ['resource-policies', 'Namespaces and containers are limited in what they take'],
      ['control-plane', 'The control plane is behind a firewall and not on the internet', { otherwise: CONTROL_PLANE }],
      ['etcd', 'Only the API server reaches etcd', { otherwise: CONTROL_PLANE }],
      ['kubeconfig', 'Kubeconfig files are kept from others', { otherwise: { needs: 'the files of the nodes and of people' } }],
      ['worker-nodes', 'Worker nodes are kept apart and their ports closed', { otherwise: CLUSTER }],
      ['encryption-in-transit', 'All traffic in the cluster is encrypted', { onlyDisproved: true }],
      ['secrets', 'Secrets are encrypted where they are stored, and are not written into manifests', { onlyDisproved: true }],
      ['cloud-metadata', "Pods do not reach the cloud's metadata service"],
    ]),
    ...section('Who may do what', {}, [
      ['authentication', 'Nobody gets in without saying who they are', { otherwise: CONTROL_PLANE }],
      ['least-privilege', 'Everybody has the rights that they need and no more', { onlyDisproved: true }],
      ['rbac', 'Roles are narrow, and reviewed', { onlyDisproved: true }],
    ]),
    ...section('Audit and detection', {}, [
      ['audit-logging', 'The API server records who does what', { otherwise: CONTROL_PLANE }],
      ['node-logging', 'Logs of nodes, containers and programs are collected and kept elsewhere', { otherwise: CLUSTER }],
      ['threat-detection', 'Somebody is told when something odd happens', { otherwise: 'manual', forPerson: true }],
    ]),
    ...section('Upkeep', {}, [
      ['upgrades', 'Kubernetes and what runs in it are kept up to date', { otherwise: CLUSTER }],
      ['vulnerability-scans', 'Images and the cluster are scanned regularly', { otherwise: CLUSTER }],
      ['unused-components', 'What is no longer used is removed', { otherwise: 'manual', forPerson: true }],
    ]),
  ], // The guidance demands it of every pod, whatever its namespace says.
  parameters: { 'pod-security/restricted': { everywhere: true } },
};
