import type { Json } from '@bulwark/model';
import type { Api } from '../../control-plane/api.ts';
import { inParallel } from '../../control-plane/in-parallel.ts';
import type { Dice } from '../dice.ts';
import type { Fields } from '../pods/pod.ts';

const WIDTH = 16;

/** Who owns pods and does nothing with them, as their metadata name it. */
export async function newOwner(api: Api, namespace: string, name: string): Promise<Fields> {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
  const { body } = await api.request('POST', `/api/v1/namespaces/${namespace}/configmaps`, configMap);
  const { uid } = (body as { readonly metadata: { readonly uid: string } }).metadata;
  return { apiVersion: 'v1', kind: 'ConfigMap', name, uid, controller: true };
}

/**
 * Puts pods into a namespace, some of them under one of two controllers or under an owner that is none; those that the server
 * does not take are left out. Gives them as it has them.
 */
export async function populate(api: Api, namespace: string, pods: readonly Fields[], dice: Dice): Promise<readonly Json[]> {
  const owners = await Promise.all(['one', 'two', 'three'].map((name) => newOwner(api, namespace, name)));
  const references = owners.map((owner, index) => (index === 2 ? { ...owner, controller: false } : owner));
  const owned = pods.map((pod) => {
    const ownerReferences = dice.chance(0.5) ? [dice.pick(references)] : [];
    return { ...pod, metadata: { ...(pod['metadata'] as Fields), ownerReferences } };
  });
  const answers = await inParallel(owned, WIDTH, (pod) => api.request('POST', `/api/v1/namespaces/${namespace}/pods`, pod));
  return answers.filter(({ status }) => status === 201).map(({ body }) => body as Json);
}
