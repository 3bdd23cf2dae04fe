import { isArray, member, objectAt, type Json, type JsonObject } from '@bulwark/model';
import type { Binding } from '@bulwark/rbac';

/** Fields that the API server keeps itself. */
const SERVERS = ['resourceVersion', 'uid', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest with the subjects that are left, each as it was written. */
export function manifestOf(before: Binding, { namespace, subjects }: Binding): JsonObject | undefined {
  const { object } = before;
  if (object === undefined || subjects.length === 0) return undefined;
  const kept = new Set(subjects);
  const left = writtenSubjects(before).filter((_, at) => before.subjects[at] !== undefined && kept.has(before.subjects[at]));
  const metadata = metadataOf(objectAt(object.value, 'metadata') ?? {});
  return { ...object.value, metadata: { ...metadata, ...(namespace !== '' && { namespace }) }, subjects: left };
}

/** The subjects in the words of the manifest. */
export function writtenSubjects({ object }: Binding): readonly Json[] {
  const written = object === undefined ? undefined : member(object.value, 'subjects');
  return isArray(written) ? written : [];
}

function metadataOf(metadata: JsonObject): JsonObject {
  const rest = Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVERS.includes(key)));
  const annotations = objectAt(rest, 'annotations');
  if (annotations === undefined) return rest;
  const kept = Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED);
  return { ...rest, annotations: Object.fromEntries(kept) as { readonly [key: string]: Json } };
}

/** The command that takes a binding away. */
export function deletion({ kind, namespace, name }: Pick<Binding, 'kind' | 'namespace' | 'name'>): string {
  const where = namespace === '' ? '' : ` --namespace ${quoted(namespace)}`;
  return `kubectl delete ${kind.toLowerCase()} ${quoted(name)}${where}`;
}

/** For a shell: names of manifests may hold anything. */
function quoted(text: string): string {
  return /^[\w.:@/-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
