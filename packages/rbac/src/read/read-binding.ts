import { isArray, isObject, member, stringAt, type Json, type KubeObject } from '@bulwark/model';
import type { Binding } from '../policy/binding.ts';
import type { Subject } from '../subject/subject.ts';
import { textOrEmpty } from './text-list.ts';

const NOBODY: readonly Subject[] = [];

/** An object never changes, and many scopes see the same one. */
const READ = new WeakMap<KubeObject, Binding>();

/** A binding from its manifest, or undefined where the object is none. What the server could not decode makes it unreadable. */
export function readBinding(object: KubeObject): Binding | undefined {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') return undefined;
  const known = READ.get(object);
  if (known !== undefined) return known;
  const read = readBindingAnew(object, object.kind);
  READ.set(object, read);
  return read;
}

function readBindingAnew(object: KubeObject, own: Binding['kind']): Binding {
  const subjects = readSubjects(member(object.value, 'subjects'));
  const kind = stringAt(object.value, 'roleRef', 'kind');
  const name = stringAt(object.value, 'roleRef', 'name');
  return {
    kind: own,
    namespace: object.kind === 'RoleBinding' ? (object.namespace ?? 'default') : '',
    name: object.name,
    roleRef: { kind: kind ?? '', name: name ?? '' },
    subjects: typeof subjects === 'string' ? NOBODY : subjects,
    object,
    unreadable:
      typeof subjects === 'string' ? subjects : kind === undefined || name === undefined ? 'roleRef names no role' : undefined,
  };
}

function readSubjects(value: Json | undefined): readonly Subject[] | string {
  if (value === undefined || value === null) return NOBODY;
  if (!isArray(value)) return 'subjects is no list';
  const subjects: Subject[] = [];
  for (const [index, item] of value.entries()) {
    const subject = readSubject(item);
    if (subject === undefined) return `subjects[${index}] cannot be read`;
    subjects.push(subject);
  }
  return subjects;
}

function readSubject(value: Json): Subject | undefined {
  if (value === null) return { kind: '', name: '', namespace: '' };
  if (!isObject(value)) return undefined;
  const kind = textOrEmpty(value, 'kind');
  const name = textOrEmpty(value, 'name');
  const namespace = textOrEmpty(value, 'namespace');
  if (kind === undefined || name === undefined || namespace === undefined) return undefined;
  return { kind, name, namespace };
}
