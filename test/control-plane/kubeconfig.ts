import type { Connection } from './api.ts';

/** A kubeconfig with one cluster and one user, as JSON, which is YAML too. */
export function kubeconfig({ url, ca, token }: Connection): string {
  const name = 'bulwark-test';
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name, cluster: { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
      users: [{ name, user: { token } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
    },
    undefined,
    2,
  );
}
