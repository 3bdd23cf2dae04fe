import { inject } from 'vitest';
import { connect, type Api } from '../control-plane/api.ts';
import type { ControlPlane } from '../control-plane/start.ts';

/** How many requests a test may have under way. */
const WIDTH = 16;

/** A control plane for a test table: its name first, for titles. */
export interface Named {
  readonly minor: string;
  readonly plane: ControlPlane;
  /** As the admin. */
  readonly api: Api;
}

/** One entry for each Kubernetes version that runs. */
export function controlPlanes(): readonly Named[] {
  return inject('controlPlanes').map((plane) => ({
    minor: plane.programs.version.minor,
    plane,
    api: connect(plane.admin, WIDTH),
  }));
}

let namespaces = 0;

/**
 * A new namespace with these labels: tests share a server, and must not meet. Its default service account is there, without
 * which it takes no pods: a controller would make it too, in a while.
 */
export async function newNamespace(api: Api, labels: Readonly<Record<string, string>> = {}): Promise<string> {
  return createNamespace(api, `test-${process.pid}-${++namespaces}`, labels);
}

/** The same, of this name. */
export async function createNamespace(api: Api, name: string, labels: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, body } = await api.request('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  if (status !== 201) throw new Error(`namespace ${name}: ${status} ${JSON.stringify(body)}`);
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  const answer = await api.request('POST', `/api/v1/namespaces/${name}/serviceaccounts`, account);
  if (answer.status !== 201 && answer.status !== 409) throw new Error(`namespace ${name}: ${answer.status}`);
  return name;
}
