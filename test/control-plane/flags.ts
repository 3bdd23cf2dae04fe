/** What the three programs are started with. */
export interface Places {
  readonly folder: string;
  readonly etcdPort: number;
  readonly etcdPeerPort: number;
  readonly apiPort: number;
}

export function etcdFlags({ folder, etcdPort, etcdPeerPort }: Places): readonly string[] {
  const client = `http://127.0.0.1:${etcdPort}`;
  const peer = `http://127.0.0.1:${etcdPeerPort}`;
  return [
    `--data-dir=${folder}/etcd`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // What is lost when the machine falls over would be thrown away anyway.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

export function apiServerFlags({ folder, etcdPort, apiPort }: Places, own: readonly string[]): readonly string[] {
  const defaults = [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${apiPort}`,
    `--cert-dir=${folder}/certificates`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${folder}/service-accounts.key`,
    `--service-account-signing-key-file=${folder}/service-accounts.key`,
    '--service-cluster-ip-range=10.0.0.0/24',
    `--token-auth-file=${folder}/tokens.csv`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--allow-privileged=true',
    `--audit-policy-file=${folder}/audit-policy.json`,
    `--audit-log-path=${folder}/audit.log`,
  ];
  return replaced(defaults, own);
}

export function controllerManagerFlags({ folder }: Places, own: readonly string[]): readonly string[] {
  const defaults = [
    `--kubeconfig=${folder}/controller-manager.kubeconfig`,
    `--service-account-private-key-file=${folder}/service-accounts.key`,
    '--use-service-account-credentials',
    '--bind-address=127.0.0.1',
    // Nobody asks it anything.
    '--secure-port=0',
    '--leader-elect=false',
  ];
  return replaced(defaults, own);
}

/** The defaults, but those of which the caller has his own. `--name=` alone takes a default away. */
function replaced(defaults: readonly string[], own: readonly string[]): readonly string[] {
  const named = new Set(own.map(nameOf));
  return [...defaults.filter((flag) => !named.has(nameOf(flag))), ...own.filter((flag) => !flag.endsWith('='))];
}

function nameOf(flag: string): string {
  return flag.split('=', 1)[0] ?? flag;
}
