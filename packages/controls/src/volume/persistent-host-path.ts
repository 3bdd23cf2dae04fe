import { member, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { folderOf } from './folder.ts';
import { runtimeAccess } from './runtime-sockets.ts';
import { sensitivityOf } from './sensitive-folders.ts';

const control: Control = defineControl({
  id: 'volume/persistent-host-path',
  subject: [{ group: '', kind: 'PersistentVolume' }],
  title: 'PersistentVolumes are no folders of a node',
  severity: 'medium',
  remediation: 'Use a CSI driver or a local volume with node affinity; bind the volume to one claim with claimRef until then',

  check(volume) {
    const source = member(member(volume.value, 'spec'), 'hostPath') ?? null;
    if (source === null) return NOTHING;
    const path = stringAt(source, 'path') ?? '';
    const folder = folderOf(path);
    const isSensitive = path !== '' && (sensitivityOf(folder) !== undefined || runtimeAccess(folder) !== undefined);
    const reason = 'what lies there is the node itself, or what runs on it';
    return [
      {
        at: path === '' ? ['spec', 'hostPath'] : ['spec', 'hostPath', 'path'],
        message: `the PersistentVolume "${volume.name}" is "${path}" of whatever node its pod runs on`,
        severity: isSensitive ? { level: 'high', reason } : undefined,
      },
    ];
  },

  why: `A PersistentVolume that is a folder of the node is a way around Pod Security: a pod in a namespace that enforces restricted may
not mount hostPath, but may claim such a volume, and what it gets is the node's disk all the same. The folder is another one
on every node, and what a pod leaves there the next one finds.`,
  details: `Every PersistentVolume with spec.hostPath. Where the path is a folder that makes up the node or its cluster, as for
volume/host-path-sensitive, or reaches the container runtime, it is high. Volumes of the kind local pass: their path is made for
them and bound to a node by an administrator. A cluster of one node for trying things out is the usual exception.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes',
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  ],
  requirements: { nsa: ['host-path'], mitre: ['T1611'], owasp: ['K01'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a folder of the node behind a claim',
        yaml: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: manual
  hostPath: {path: /mnt/data}
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  hostPath: {path: /}
`,
        at: ['PersistentVolume/data spec.hostPath.path', 'PersistentVolume/disk spec.hostPath.path'],
      },
    ],
    passes: [
      {
        name: 'a driver, and a local volume',
        yaml: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  csi: {driver: ebs.csi.aws.com, volumeHandle: vol-0000}
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: fast
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  local: {path: /mnt/disks/fast}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions:
            - {key: kubernetes.io/hostname, operator: In, values: [worker-1]}
`,
      },
    ],
  },
});

export default control;
