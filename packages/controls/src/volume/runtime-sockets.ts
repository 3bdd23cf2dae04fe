import { isWithin } from './folder.ts';

/** Where container runtimes listen, `/run` standing for `/var/run` too. */
const SOCKETS: readonly string[] = [
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/docker.sock',
  '/run/cri-dockerd.sock',
  '/run/dockershim.sock',
  '/run/podman/podman.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/k0s/containerd.sock',
  '/run/host-containerd/containerd.sock',
  '/pipe/docker_engine',
  '/pipe/containerd-containerd',
];

/** The names of sockets and pipes of runtimes, wherever they are. */
const NAMES: ReadonlySet<string> = new Set([
  ...SOCKETS.map((socket) => socket.slice(socket.lastIndexOf('/') + 1)),
  'containerd.sock.ttrpc',
]);

/** Where runtimes keep the files of all containers: what is written there runs. */
const DATA: ReadonlySet<string> = new Set([
  '/var/lib/docker',
  '/var/lib/docker/overlay2',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/containers/storage',
  '/var/lib/rancher/k3s/agent/containerd',
]);

export interface RuntimeAccess {
  readonly by: 'socket' | 'data';
  /** The socket that a folder holds, where the folder is not the socket itself. */
  readonly socket?: string | undefined;
}

const SOCKET: RuntimeAccess = { by: 'socket' };

/** How whoever sees a folder or file of the node reaches its container runtime; undefined where it does not. */
export function runtimeAccess(folder: string): RuntimeAccess | undefined {
  if (NAMES.has(folder.slice(folder.lastIndexOf('/') + 1))) return SOCKET;
  const socket = SOCKETS.find((each) => isWithin(each, folder));
  if (socket !== undefined) return { by: 'socket', socket };
  return DATA.has(folder) ? { by: 'data' } : undefined;
}
