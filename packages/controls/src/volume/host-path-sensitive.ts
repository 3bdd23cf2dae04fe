import { SEVERITY_WEIGHT, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import {
  hostPathVolumes,
  isReadOnly,
  isWhole,
  mountsOf,
  seenFolders,
  type HostPathVolume,
  type Seen,
} from './host-path-volumes.ts';
import { folderOf } from './folder.ts';
import { sensitivityOf, type SensitiveFolder } from './sensitive-folders.ts';
import { isCloudCredential } from './cloud-places.ts';

const control: Control = defineControl({
  id: 'volume/host-path-sensitive',
  subject: 'workload',
  title: 'Pods do not mount folders that make up their node or its cluster',
  severity: 'high',
  remediation: 'Mount the one file or folder that the program needs, below the sensitive one, and read-only',
  judgesPartial: true,

  check(workload) {
    const volumes = hostPathVolumes(workload);
    return volumes.length === 0 ? NOTHING : volumes.flatMap((volume) => outcomesOf(workload, volume));
  },

  why: `Some folders of a node are the node: its programs, its accounts and keys, its kernel's settings and devices. Others are the
cluster: the kubelet's hold the Secrets and tokens of every pod on the node, etcd's hold all of them. Whoever reads them needs
no exploit any more, and whoever writes them is root at the next start of a service.`,
  details: `A volume counts that is such a folder or holds one: "/" and "/var" hold the kubelet's. Of what lies below, only what is as bad
counts: "/etc/kubernetes/pki" does, "/etc/ssl/certs", "/lib/modules" and "/var/lib/kubelet/device-plugins" do not. Where every
mount takes a subPath, that part is judged. The whole disk, writable, is critical; programs that are only read are low, as is
what no container mounts; /proc and /sys that are only read are medium. Reading is enough where keys lie. A path that is
filled in later is unknown. The sockets of container runtimes and the credentials of clouds are controls of their own.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: { cis: ['5.2.11'], nsa: ['host-path'], mitre: ['T1611', 'T1552.001'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0121', 'AVD-KSV-0121', 'KSV121'],
    'kube-linter': ['sensitive-host-mounts'],
    kics: ['5308a7a8-06f8-45ac-bf10-791fe21de46e'],
  },

  examples: {
    fails: [
      {
        name: 'the folder itself, one that holds it, and one in it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: registry.example.com/agent:2.1.0
      volumeMounts:
        - {name: etc, mountPath: /host/etc, readOnly: true}
        - {name: var, mountPath: /host/var, readOnly: true}
        - {name: keys, mountPath: /host/pki, readOnly: true}
        - {name: disk, mountPath: /host}
        - {name: programs, mountPath: /host/usr, readOnly: true}
  volumes:
    - name: etc
      hostPath: {path: /etc/}
    - name: var
      hostPath: {path: /var}
    - name: keys
      hostPath: {path: /etc/kubernetes/pki}
    - name: disk
      hostPath: {path: /}
    - name: programs
      hostPath: {path: /usr}
    - name: unused
      hostPath: {path: //dev/.}
`,
        at: [
          'spec.volumes[0].hostPath.path',
          'spec.volumes[1].hostPath.path',
          'spec.volumes[2].hostPath.path',
          'spec.volumes[3].hostPath.path',
          'spec.volumes[4].hostPath.path',
          'spec.volumes[5].hostPath.path',
        ],
      },
    ],
    passes: [
      {
        name: 'folders below that hold nothing of the kind, and a part of a large one',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: registry.example.com/agent:2.1.0
      volumeMounts:
        - {name: certs, mountPath: /etc/ssl/certs, readOnly: true}
        - {name: modules, mountPath: /lib/modules, readOnly: true}
        - {name: plugins, mountPath: /plugins}
        - {name: disk, mountPath: /logs, subPath: var/log, readOnly: true}
  volumes:
    - name: certs
      hostPath: {path: /etc/ssl/certs}
    - name: modules
      hostPath: {path: /lib/modules}
    - name: plugins
      hostPath: {path: /var/lib/kubelet/device-plugins}
    - name: disk
      hostPath: {path: /}
    - name: similar
      hostPath: {path: /etcetera}
`,
      },
      {
        name: 'a path that is filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: registry.example.com/agent:2.1.0
  volumes:
    - name: data
      hostPath: {path: "\${DATA_DIR}"}
`,
        unknown: ['the path "${DATA_DIR}" is filled in later'],
      },
    ],
  },
});

export default control;

function outcomesOf(workload: Workload, volume: HostPathVolume): readonly Outcome[] {
  const at = [...volume.at, 'path'];
  if (volume.unknown !== undefined) return [{ at, unknown: volume.unknown }];
  if (volume.path === '') return NOTHING;
  const found = seenFolders(volume, mountsOf(workload, volume)).flatMap((seen) => foundIn(workload, seen));
  const [first, ...others] = found;
  if (first === undefined) return NOTHING;
  const worst = others.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a), first);
  return [{ at, message: messageOf(volume, worst), severity: worst.severity }];
}

interface Found {
  readonly folder: string;
  readonly sensitive: SensitiveFolder;
  readonly severity: Failure['severity'];
}

function foundIn(workload: Workload, { folder, mount }: Seen): readonly Found[] {
  const sensitive = isCloudCredential(folder) ? undefined : sensitivityOf(folder);
  if (sensitive === undefined) return [];
  if (mount !== undefined) return [{ folder, sensitive, severity: severityOf(folder, sensitive, isReadOnly(mount)) }];
  const severity: Failure['severity'] = isWhole(workload) ? { level: 'low', reason: 'no container mounts it' } : undefined;
  return [{ folder, sensitive, severity }];
}

function severityOf(folder: string, sensitive: SensitiveFolder, isRead: boolean): Failure['severity'] {
  if (folder === '/' && !isRead) return { level: 'critical', reason: 'whoever can write to all of the disk owns the node' };
  if (!isRead || sensitive.readOnly === undefined) return undefined;
  return { level: sensitive.readOnly, reason: 'it is only read' };
}

function weightOf({ severity }: Found): number {
  return SEVERITY_WEIGHT[severity?.level ?? 'high'];
}

/** Whether the sensitive folder lies in the one that is mounted. */
function isHolder(folder: string, sensitive: SensitiveFolder): boolean {
  return folder.length < sensitive.folder.length;
}

function messageOf({ name, path }: HostPathVolume, { folder, sensitive }: Found): string {
  if (folder === '/') return `the volume "${name}" is "${path}", the whole disk of the node`;
  const shows = folder === folderOf(path) ? '' : `, of which a container sees ${folder}`;
  const holds = isHolder(folder, sensitive) ? `, which holds ${sensitive.folder}` : '';
  return `the volume "${name}" is "${path}" of the node${shows}${holds}: ${sensitive.holds}`;
}
