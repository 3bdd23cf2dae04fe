import type { Cluster } from '@bulwark/pod-security';
import type { Named } from '../control-planes.ts';
import { eventually } from '../eventually.ts';
import { askBoth } from './ask-both.ts';
import type { Labels } from './policy-labels.ts';
import { podCreation } from './requests.ts';

const PROBE = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'probe' },
  spec: { hostNetwork: true, containers: [{ name: 'web', image: 'nginx' }] },
};

/**
 * Labels a namespace with a policy, and waits until the server, which watches its namespaces, goes by it. By way of the status,
 * where nobody looks at labels: so wrong ones can be given too.
 */
export async function labelNamespace(control: Named, name: string, labels: Labels, cluster: Cluster): Promise<void> {
  const path = `/api/v1/namespaces/${name}/status`;
  const body = [{ op: 'add', path: '/metadata/labels', value: labels }];
  const { status } = await control.api.request('PATCH', path, body, { contentType: 'application/json-patch+json' });
  if (status !== 200) throw new Error(`namespace ${name}: ${status}`);
  const isKnown = await eventually(async () => {
    const [row] = await askBoth(control, cluster, [podCreation(name, PROBE)]);
    return JSON.stringify(row?.server?.annotations) === JSON.stringify(row?.ours.annotations) ? true : undefined;
  });
  if (isKnown === undefined) throw new Error(`the server does not go by the labels of ${name}`);
}
