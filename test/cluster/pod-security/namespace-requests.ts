import type { Json } from '@bulwark/model';
import type { RequestOptions } from '../../control-plane/api.ts';
import type { Dice } from '../dice.ts';
import type { Fields } from '../pods/pod.ts';
import type { Asked } from './asked.ts';
import { anyLabels, type Labels } from './policy-labels.ts';

/** Of an admission request about a namespace, the namespace is it, too. */
const REQUEST = { group: '', resource: 'namespaces' };
const MERGE: RequestOptions = { contentType: 'application/merge-patch+json' };

/** The creation of a namespace, dry. */
export function namespaceCreation(name: string, labels: Labels): Asked {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  return {
    method: 'POST',
    path: '/api/v1/namespaces?dryRun=All&fieldValidation=Strict',
    body,
    request: { ...REQUEST, operation: 'CREATE', namespace: name, name, object: body },
  };
}

/** Other labels for a namespace that is there, dry: by an update or a patch of it, or where nobody looks at labels. */
export function namespaceUpdate(dice: Dice, stored: Fields, wrong: number): Asked {
  const { name, labels: before } = stored['metadata'] as { readonly name: string; readonly labels: Labels };
  const labels = nextLabels(dice, before, wrong);
  const object = { ...stored, metadata: { ...(stored['metadata'] as Fields), labels } };
  const subresource = dice.chance(0.08) ? dice.pick(['status', 'finalize']) : '';
  const isPatch = subresource === '' && dice.chance(0.3);
  return {
    method: isPatch ? 'PATCH' : 'PUT',
    path: `/api/v1/namespaces/${name}${subresource === '' ? '' : `/${subresource}`}?dryRun=All&fieldValidation=Strict`,
    body: isPatch ? { metadata: { labels: patchOf(before, labels) } } : object,
    ...(isPatch && { options: MERGE }),
    request: {
      ...REQUEST,
      operation: 'UPDATE',
      subresource,
      namespace: name,
      name,
      object,
      oldObject: stored as Json,
    },
  };
}

/** These labels and no others for a namespace that is there, dry. */
export function namespaceRelabelling(stored: Fields, labels: Labels): Asked {
  const { name } = stored['metadata'] as { readonly name: string };
  const object = { ...stored, metadata: { ...(stored['metadata'] as Fields), labels } };
  return {
    method: 'PUT',
    path: `/api/v1/namespaces/${name}?dryRun=All`,
    body: object,
    request: { ...REQUEST, operation: 'UPDATE', namespace: name, name, object, oldObject: stored as Json },
  };
}

/** All others, some others, or none. */
function nextLabels(dice: Dice, before: Labels, wrong: number): Labels {
  const own = { 'kubernetes.io/metadata.name': before['kubernetes.io/metadata.name'] ?? '' };
  const kind = dice.number();
  const next = anyLabels(dice, wrong);
  if (kind < 0.5) return { ...own, ...next };
  if (kind < 0.9) return { ...before, ...Object.fromEntries(dice.some(Object.entries(next), 0.4)) };
  return { ...before, app: 'changed' };
}

function patchOf(before: Labels, after: Labels): Readonly<Record<string, string | null>> {
  const removed = Object.keys(before).filter((label) => !Object.hasOwn(after, label));
  return { ...after, ...Object.fromEntries(removed.map((label) => [label, null])) };
}
