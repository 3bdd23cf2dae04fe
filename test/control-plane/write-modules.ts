import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ETCD_RELEASE, KUBERNETES_VERSIONS, type KubernetesVersion } from './versions.ts';

const HERE = import.meta.dirname;
const GO = '1.26.0';

/**
 * The Go module that builds one Kubernetes version's programs. Kubernetes' own module points at its staging modules by a
 * folder inside its repository, which nobody who requires it has: each is replaced by the published one, v0.N.P for 1.N.P.
 */
export function kubernetesModule(version: KubernetesVersion, upstream: string): string {
  const published = `v0${version.release.slice('1'.length)}`;
  const staging = upstream.matchAll(/^\s*(\S+) => \.\/staging\/src\/\S+$/gm);
  const replaces = Array.from(staging, ([, name]) => `\t${name} => ${name} ${published}\n`).join('');
  return `module bulwark.dev/test/control-plane

go ${GO}

require (
\tbulwark.dev/test/oracle v0.0.0
\tk8s.io/kubernetes v${version.release}
)

tool (
\tbulwark.dev/test/oracle
\tk8s.io/kubernetes/cmd/kube-apiserver
\tk8s.io/kubernetes/cmd/kube-controller-manager
\tk8s.io/kubernetes/cmd/kubectl
)

replace (
\tbulwark.dev/test/oracle => ../oracle
${replaces})
`;
}

/** etcd apart from Kubernetes, so that neither moves the libraries of the other. */
export function etcdModule(release: string): string {
  return `module bulwark.dev/test/etcd

go ${GO}

require go.etcd.io/etcd/server/v3 v${release}

tool go.etcd.io/etcd/server/v3
`;
}

function go(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('go', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`go ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function write(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), text);
  go(folder, 'mod', 'tidy');
}

function main(): void {
  for (const version of KUBERNETES_VERSIONS) {
    const found = go(HERE, 'mod', 'download', '-json', `k8s.io/kubernetes@v${version.release}`);
    const { GoMod } = JSON.parse(found) as { readonly GoMod: string };
    write(join(HERE, version.minor), kubernetesModule(version, readFileSync(GoMod, 'utf8')));
  }
  write(join(HERE, 'etcd'), etcdModule(ETCD_RELEASE));
}

if (import.meta.main) main();
