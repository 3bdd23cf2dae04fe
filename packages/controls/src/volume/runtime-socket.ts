import type { Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { containerUser } from '../pod/container-user.ts';
import {
  hostPathVolumes,
  isReadOnly,
  isWhole,
  mountsOf,
  seenFolders,
  type HostPathVolume,
  type Mount,
  type Seen,
} from './host-path-volumes.ts';
import { runtimeAccess, type RuntimeAccess } from './runtime-sockets.ts';

const control: Control = defineControl({
  id: 'volume/runtime-socket',
  subject: 'workload',
  title: 'Pods cannot reach the container runtime of their node',
  severity: 'critical',
  remediation:
    'Remove the volume; build images with a rootless builder, and ask the kubelet or the Kubernetes API about containers',
  judgesPartial: true,

  check(workload) {
    const volumes = hostPathVolumes(workload);
    return volumes.length === 0 ? NOTHING : volumes.flatMap((volume) => outcomesOf(workload, volume));
  },

  why: `The socket of the container runtime asks nobody who they are. Whoever may write to it starts a privileged container with the
node's disk mounted, past the API server, its admission and its audit log, and looks into every container of the node. It is
root on the node by another name.`,
  details: `A hostPath volume counts that is a socket of Docker, containerd, CRI-O, Podman or cri-dockerd (on Windows the pipe), or a folder
that holds one: "/", "/run" and "/var/run", "/run/containerd". A read-only mount is as bad: it does not keep anybody from talking
to the socket. The folders in which a runtime keeps the files of all containers (/var/lib/docker, /var/lib/containerd) count
as well, as high. Where the containers that mount a socket do not run as root it is high, and a folder that holds one is medium,
because only the group of the socket then lets them in (information, where it is the whole disk,
which is volume/host-path-sensitive); what no container mounts is low. A path that is filled in later is unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
  ],
  requirements: { cis: ['5.2.11'], nsa: ['host-path'], mitre: ['T1611', 'T1610'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0006', 'AVD-KSV-0006', 'KSV006'],
    kubescape: ['C-0074'],
    checkov: ['CKV_K8S_27'],
    'kube-linter': ['docker-sock'],
    kics: ['a6f34658-fdfb-4154-9536-56d516f65828'],
    kubesec: ['DockerSock'],
    kalm: ['POD-044'],
  },

  examples: {
    fails: [
      {
        name: 'a socket, read-only or not, and folders that hold one',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: builder
spec:
  selector:
    matchLabels: {app: builder}
  template:
    metadata:
      labels: {app: builder}
    spec:
      containers:
        - name: builder
          image: registry.example.com/builder:1.8.0
          volumeMounts:
            - {name: docker, mountPath: /var/run/docker.sock, readOnly: true}
            - {name: containerd, mountPath: /run/containerd}
            - {name: run, mountPath: /host/run}
            - {name: data, mountPath: /host/docker}
      volumes:
        - name: docker
          hostPath: {path: /var/run/docker.sock, type: Socket}
        - name: containerd
          hostPath: {path: /run/containerd/}
        - name: run
          hostPath: {path: /var/run}
        - name: data
          hostPath: {path: /var/lib/docker}
`,
        at: [
          'spec.template.spec.volumes[0].hostPath.path',
          'spec.template.spec.volumes[1].hostPath.path',
          'spec.template.spec.volumes[2].hostPath.path',
          'spec.template.spec.volumes[3].hostPath.path',
        ],
      },
      {
        name: 'a container that does not run as root, and the pipe of Windows',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: watcher
spec:
  containers:
    - name: watcher
      image: registry.example.com/watcher:1.8.0
      securityContext: {runAsUser: 1000}
      volumeMounts:
        - {name: crio, mountPath: /run/crio/crio.sock}
  volumes:
    - name: crio
      hostPath: {path: /run/crio/crio.sock}
    - name: unused
      hostPath: {path: '\\\\.\\pipe\\docker_engine'}
`,
        at: ['spec.volumes[0].hostPath.path', 'spec.volumes[1].hostPath.path'],
      },
    ],
    passes: [
      {
        name: 'other sockets, the logs of containers, and a part of a folder',
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
        - {name: thing, mountPath: /var/run/thing.sock}
        - {name: logs, mountPath: /var/lib/docker/containers, readOnly: true}
        - {name: run, mountPath: /run/udev, subPath: udev, readOnly: true}
  volumes:
    - name: thing
      hostPath: {path: /var/run/thing.sock}
    - name: logs
      hostPath: {path: /var/lib/docker/containers}
    - name: run
      hostPath: {path: /run}
`,
      },
    ],
  },
});

export default control;

function outcomesOf(workload: Workload, volume: HostPathVolume): readonly Outcome[] {
  const at = [...volume.at, 'path'];
  if (volume.unknown !== undefined) return [{ at, unknown: volume.unknown }];
  if (volume.path === '') return NOTHING;
  const mounts = mountsOf(workload, volume);
  for (const seen of seenFolders(volume, mounts)) {
    const access = runtimeAccess(seen.folder);
    if (access === undefined) continue;
    return [{ at, message: messageOf(volume, access), severity: severityOf(workload, mounts, access, seen) }];
  }
  return NOTHING;
}

function messageOf({ name, path }: HostPathVolume, { by, socket }: RuntimeAccess): string {
  const volume = `the volume "${name}" is "${path}"`;
  if (by === 'data') return `${volume}, where the container runtime keeps the files of all containers of the node`;
  if (socket === undefined) return `${volume}, the socket of the node's container runtime`;
  return `${volume}, which holds the socket of the node's container runtime, such as ${socket}`;
}

/** As bad by itself: volume/host-path-sensitive gives it no less. */
const WHOLE_DISK: Failure['severity'] = { level: 'info', reason: 'volume/host-path-sensitive judges the whole disk' };

function severityOf(
  workload: Workload,
  mounts: readonly Mount[],
  { by, socket }: RuntimeAccess,
  { folder, mount }: Seen,
): Failure['severity'] {
  if (mounts.length === 0 && isWhole(workload)) return { level: 'low', reason: 'no container mounts it' };
  if (by === 'data') return { level: 'high', reason: 'it is not the socket, but what containers run' };
  const isOthers = mounts.length > 0 && mounts.every(({ container }) => containerUser(workload, container).user === 'other');
  if (folder === '/' && (isOthers || (mount !== undefined && !isReadOnly(mount)))) return WHOLE_DISK;
  if (!isOthers) return undefined;
  const reason = 'the containers that mount it do not run as root: only the group of the socket lets them in';
  return { level: socket === undefined ? 'high' : 'medium', reason };
}
