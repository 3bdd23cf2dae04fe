import type { Severity } from '@bulwark/model';
import { isWithin } from './folder.ts';

/** A folder of a node that nobody in a pod should see. */
export interface SensitiveFolder {
  readonly folder: string;
  /** What is in it. */
  readonly holds: string;
  /** Whether all that lies in it is as bad, and not the folder alone. */
  readonly below?: true;
  /** The severity where every mount is read-only, because little of it is worth reading. */
  readonly readOnly?: Severity;
}

const PROGRAMS = { holds: 'the programs and libraries that the node runs as root', readOnly: 'low' } as const;
const KUBELET = 'the files, Secrets and tokens of every pod on the node, and the credentials of its kubelet';

/** In the order in which a folder that holds several is explained. */
const FOLDERS: readonly SensitiveFolder[] = [
  { folder: '/', holds: 'everything on the node' },
  { folder: '/var/lib/kubelet', holds: KUBELET },
  { folder: '/var/lib/etcd', holds: 'all objects of the cluster, its Secrets among them', below: true },
  { folder: '/var/lib/kubelet/pods', holds: 'the files, Secrets and tokens of every pod on the node', below: true },
  { folder: '/var/lib/kubelet/pki', holds: 'the credentials of the kubelet', below: true },
  { folder: '/etc/kubernetes', holds: 'credentials of the cluster, and pods that the kubelet starts unasked' },
  { folder: '/etc/kubernetes/manifests', holds: 'pods that the kubelet starts unasked', below: true },
  ...['pki', 'ssl', 'kubeconfig', 'admin.conf', 'super-admin.conf', 'kubelet.conf', 'bootstrap-kubelet.conf'].map(
    (name) => ({ folder: `/etc/kubernetes/${name}`, holds: 'keys and credentials of the cluster', below: true }) as const,
  ),
  ...['controller-manager.conf', 'scheduler.conf'].map((name) => ({
    folder: `/etc/kubernetes/${name}`,
    holds: 'credentials of the control plane',
  })),
  { folder: '/var/lib/rancher', holds: 'the state and credentials of the cluster' },
  { folder: '/var/lib/rancher/k3s', holds: 'the state and credentials of the cluster' },
  { folder: '/var/lib/rancher/k3s/server', holds: 'the state and credentials of the cluster', below: true },
  { folder: '/var/lib/rancher/rke2', holds: 'the state and credentials of the cluster' },
  { folder: '/var/lib/rancher/rke2/server', holds: 'the state and credentials of the cluster', below: true },
  { folder: '/etc/rancher', holds: 'the configuration and credentials of the cluster', below: true },
  { folder: '/var/lib/k0s', holds: 'the state and credentials of the cluster' },
  { folder: '/var/lib/k0s/pki', holds: 'the keys of the cluster', below: true },
  { folder: '/etc', holds: 'the accounts, keys and settings of the node' },
  { folder: '/etc/shadow', holds: 'the passwords of the node' },
  { folder: '/etc/ssh', holds: 'the keys of the node', below: true },
  { folder: '/etc/sudoers', holds: 'who may become root on the node' },
  { folder: '/etc/sudoers.d', holds: 'who may become root on the node', below: true },
  { folder: '/etc/systemd/system', holds: 'what the node starts as root', below: true, readOnly: 'low' },
  { folder: '/etc/cron.d', holds: 'what the node runs as root', below: true, readOnly: 'low' },
  { folder: '/etc/crontab', holds: 'what the node runs as root', readOnly: 'low' },
  { folder: '/var/spool/cron', holds: 'what the node runs as root', below: true, readOnly: 'low' },
  { folder: '/root', holds: 'the files and keys of root' },
  { folder: '/root/.ssh', holds: 'the keys of root, and who may log in as root', below: true },
  { folder: '/root/.kube', holds: 'credentials of the cluster', below: true },
  { folder: '/home', holds: 'the files and keys of those who log in to the node' },
  { folder: '/proc', holds: 'the processes and kernel settings of the node', readOnly: 'medium' },
  { folder: '/proc/1', holds: "the first process of the node, and through it the node's disk", below: true },
  { folder: '/proc/sys', holds: 'the kernel settings of the node', below: true, readOnly: 'low' },
  { folder: '/proc/sysrq-trigger', holds: 'the switch that stops the node' },
  { folder: '/sys', holds: 'the kernel and the devices of the node', readOnly: 'medium' },
  { folder: '/dev', holds: 'the disks and memory of the node' },
  { folder: '/boot', holds: 'the kernel that the node starts', readOnly: 'low' },
  ...['/bin', '/lib', '/lib32', '/lib64', '/sbin', '/usr', '/usr/bin', '/usr/lib', '/usr/lib64', '/usr/sbin'].map((folder) => ({
    folder,
    ...PROGRAMS,
  })),
  { folder: '/c:', holds: 'everything on the node' },
  { folder: '/c:/windows', holds: 'the programs and the registry of the node' },
  { folder: '/c:/programdata', holds: 'the settings and data of the programs of the node' },
  { folder: '/c:/k', holds: 'the configuration and credentials of the kubelet' },
  { folder: '/c:/var/lib/kubelet', holds: KUBELET },
];

const BY_FOLDER: ReadonlyMap<string, SensitiveFolder> = new Map(FOLDERS.map((each) => [each.folder, each]));
const DEEP = FOLDERS.filter(({ below }) => below === true);

/** The sensitive folder that `folder` is, lies in, or holds; of several that it holds one that is bad to read, if there is. */
export function sensitivityOf(folder: string): SensitiveFolder | undefined {
  const known = BY_FOLDER.get(folder) ?? DEEP.find((each) => isWithin(folder, each.folder));
  if (known !== undefined) return known;
  const held = FOLDERS.filter((each) => isWithin(each.folder, folder));
  return held.find(({ readOnly }) => readOnly === undefined) ?? held[0];
}
