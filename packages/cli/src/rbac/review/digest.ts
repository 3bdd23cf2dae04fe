import { createHash } from 'node:crypto';
import { isArray, isObject, type Json } from '@bulwark/model';

/** JSON with the keys of its objects in order and no space: what `jq -cS` prints. Members that are undefined are left out. */
export function canonical(value: Json | undefined): string {
  if (isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}

/** The SHA-256 of what a document says, whatever its layout, without its own member `sha256`. */
export function digestOf(document: { readonly [key: string]: unknown }): string {
  const rest = Object.fromEntries(Object.entries(document).filter(([key]) => key !== 'sha256'));
  return createHash('sha256')
    .update(canonical(rest as { [key: string]: Json }))
    .digest('hex');
}
