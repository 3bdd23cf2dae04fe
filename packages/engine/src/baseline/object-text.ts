import type { ObjectRef } from '@bulwark/model';

/** `Deployment shop/web`, for people. */
export function objectText({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
