import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

/** A namespace is asked about in itself, so that a RoleBinding there is enough. */
export const namespaceGuard: Primitive = simple({
  id: 'namespace-guard',
  title: 'takes the Pod Security level off a namespace, and what webhooks and policies select it by',
  techniques: ['T1562.001'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [[need(['patch', 'update'], 'namespaces', 'target')], [need(['patch', 'update'], 'namespaces', 'scope')]],
});
