import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, fingerprintOfFolder } from './cache.ts';
import { ETCD_RELEASE, type KubernetesVersion } from './versions.ts';

const HERE = import.meta.dirname;

/** A program that Go builds: its package, and the file that it becomes. */
export interface Program {
  readonly pkg: string;
  readonly path: string;
}

/** Programs of one Go module. */
export interface ProgramSet {
  readonly title: string;
  readonly module: string;
  readonly folder: string;
  readonly ldflags: string;
  readonly programs: readonly Program[];
}

/** Where the programs of one Kubernetes version are, once they are built. */
export interface Programs {
  readonly version: KubernetesVersion;
  readonly etcd: string;
  readonly apiServer: string;
  readonly controllerManager: string;
  readonly kubectl: string;
  readonly oracle: string;
}

export function programsOf(version: KubernetesVersion): Programs {
  const folder = cacheFolder(join(HERE, version.minor), version.release);
  return {
    version,
    etcd: join(cacheFolder(join(HERE, 'etcd'), `etcd-${ETCD_RELEASE}`), 'etcd'),
    apiServer: join(folder, 'kube-apiserver'),
    controllerManager: join(folder, 'kube-controller-manager'),
    kubectl: join(folder, 'kubectl'),
    // Its sources are ours and change without the go.sum.
    oracle: join(folder, `oracle-${fingerprintOfFolder(join(HERE, 'oracle'))}`),
  };
}

/** Those that are built already and need no work. */
export function areBuilt(version: KubernetesVersion): boolean {
  return programSets(version).every(({ programs }) => programs.every(({ path }) => existsSync(path)));
}

/** What has to be built for a version: the store, then Kubernetes. */
export function programSets(version: KubernetesVersion): readonly ProgramSet[] {
  const { etcd, apiServer, controllerManager, kubectl, oracle } = programsOf(version);
  const etcdModule = join(HERE, 'etcd');
  const kubernetesModule = join(HERE, version.minor);
  return [
    {
      title: `etcd ${ETCD_RELEASE}`,
      module: etcdModule,
      folder: cacheFolder(etcdModule, `etcd-${ETCD_RELEASE}`),
      ldflags: '-s -w',
      programs: [{ pkg: 'go.etcd.io/etcd/server/v3', path: etcd }],
    },
    {
      title: `Kubernetes ${version.release}`,
      module: kubernetesModule,
      folder: cacheFolder(kubernetesModule, version.release),
      ldflags: `-s -w ${versionFlags(version)}`,
      programs: [
        { pkg: 'k8s.io/kubernetes/cmd/kube-apiserver', path: apiServer },
        { pkg: 'k8s.io/kubernetes/cmd/kube-controller-manager', path: controllerManager },
        { pkg: 'k8s.io/kubernetes/cmd/kubectl', path: kubectl },
        { pkg: 'bulwark.dev/test/oracle', path: oracle },
      ],
    },
  ];
}

/** Without these the server says that it is 0.0.0, and Pod Security does not know which version is its latest. */
function versionFlags({ release }: KubernetesVersion): string {
  const [major, minor] = release.split('.');
  const values = { gitVersion: `v${release}`, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return Object.entries(values)
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
    .join(' ');
}
