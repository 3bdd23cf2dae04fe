import { isArray, isObject, member, stringAt, type Json, type KubeObject } from '@bulwark/model';

const GROUP = 'rbac.authorization.k8s.io';
/** What a role or binding is made of; the server drops everything else. */
const PARTS = ['metadata', 'rules', 'aggregationRule', 'subjects', 'roleRef'];
const HOUSEKEEPING = ['ownerReferences', 'finalizers', 'selfLink', 'managedFields'];
/** Maps whose entries count also where their value is empty. */
const TEXT_MAPS = ['labels', 'annotations', 'matchLabels'];

/**
 * Whether an update changes nothing but what the garbage collector must be able to change: owner references and finalizers
 * (kubernetes/pkg/registry/rbac/helpers.go, IsOnlyMutatingGCFields). Whoever replaces an object without its `uid`,
 * `resourceVersion` and `creationTimestamp` changes more; whoever patches it does not.
 */
export function changesOnlyHousekeeping(old: KubeObject, next: KubeObject): boolean {
  return PARTS.every((part) => sameText(partOf(old, part), partOf(next, part)));
}

function partOf({ value }: KubeObject, part: string): Json | undefined {
  const read = member(value, part);
  if (part === 'metadata' && isObject(read)) {
    return Object.fromEntries(Object.entries(read).filter(([key]) => !HOUSEKEEPING.includes(key)));
  }
  if (part === 'roleRef' && read !== undefined) return grouped(read);
  if (part === 'subjects' && isArray(read)) return read.map((subject) => (isAccount(subject) ? subject : grouped(subject)));
  // An empty aggregation rule is there, unlike other empty things.
  return part === 'aggregationRule' && isObject(read) ? [read] : read;
}

function isAccount(subject: Json): boolean {
  return stringAt(subject, 'kind') === 'ServiceAccount';
}

function grouped(reference: Json): Json {
  return isObject(reference) && !stringAt(reference, 'apiGroup') ? { ...reference, apiGroup: GROUP } : reference;
}

function sameText(a: Json | undefined, b: Json | undefined): boolean {
  return canonical(a) === canonical(b);
}

/** A text that is the same for values that decode into the same; the empty one for what is absent or empty. */
function canonical(value: Json | undefined, key = ''): string {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return '';
  if (isArray(value)) return value.length === 0 ? '' : `[${value.map((item) => canonical(item)).join(',')}]`;
  if (!isObject(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  const all = Object.entries(value)
    .map(([name, item]) => [JSON.stringify(name), canonical(item, name)] as const)
    .filter(([, text]) => text !== '' || TEXT_MAPS.includes(key))
    .map(([name, text]) => `${name}:${text}`);
  return all.length === 0 ? '' : `{${all.toSorted().join(',')}}`;
}
