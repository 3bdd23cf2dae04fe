import { stringAt, type Workload } from '@bulwark/model';

/** How the names of what runs in kube-system by right begin: Kubernetes' own parts, networks, storage and clouds. */
const BEGINNINGS: readonly string[] = [
  'antrea',
  'aws-',
  'azure-',
  'calico',
  'canal',
  'cilium',
  'cloud-controller-manager',
  'cloud-node-manager',
  'cluster-autoscaler',
  'cluster-proportional-autoscaler',
  'coredns',
  'dns-autoscaler',
  'ebs-csi',
  'efs-csi',
  'eks-',
  'etcd',
  'event-exporter-gke',
  'flannel',
  'fluentbit-gke',
  'gke-',
  'hubble',
  'ip-masq-agent',
  'k8s-keystone',
  'karpenter',
  'kindnet',
  'konnectivity',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-dns',
  'kube-flannel',
  'kube-proxy',
  'kube-router',
  'kube-scheduler',
  'kube-vip',
  'local-path-provisioner',
  'metrics-server',
  'multus',
  'node-local-dns',
  'node-problem-detector',
  'nodelocaldns',
  'openstack-',
  'secrets-store-csi',
  'snapshot-controller',
  'storage-provisioner',
  'tigera',
  'vpa-',
  'vsphere-',
  'weave-net',
];

/** Parts of names that say the same wherever they stand. */
const PARTS: readonly string[] = ['csi', 'cni', 'device-plugin', 'cloud-controller-manager', 'autoscaler', 'descheduler'];

const CRITICAL: ReadonlySet<string> = new Set(['system-node-critical', 'system-cluster-critical']);

/** Whether a workload is part of the cluster itself, as far as its name, its labels and its priority tell. */
export function isSystemPart({ object, spec }: Workload): boolean {
  const { name, value } = object;
  if (CRITICAL.has(stringAt(spec, 'priorityClassName') ?? '')) return true;
  if (BEGINNINGS.some((beginning) => name.startsWith(beginning))) return true;
  if (PARTS.some((part) => name.includes(part))) return true;
  const label = (key: string): string | undefined => stringAt(value, 'metadata', 'labels', key);
  return (
    label('kubernetes.io/cluster-service') === 'true' ||
    label('addonmanager.kubernetes.io/mode') !== undefined ||
    label('tier') === 'control-plane'
  );
}
