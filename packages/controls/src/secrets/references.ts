import {
  listAt,
  member,
  objectAt,
  podFieldPath,
  stringAt,
  type Container,
  type Json,
  type Path,
  type Workload,
} from '@bulwark/model';

export type ReferredKind = 'Secret' | 'ConfigMap';

/** Something that a pod takes from a Secret or a ConfigMap of its namespace. */
export interface Reference {
  readonly kind: ReferredKind;
  readonly name: string;
  /** The keys that it takes; none where it takes them all. */
  readonly keys: readonly string[];
  /** Whether the pod starts without it. */
  readonly isOptional: boolean;
  /** Of the field that names the object. */
  readonly path: Path;
}

/** What a workload's environment and volumes take from Secrets and ConfigMaps. */
export function* referencesOf(workload: Workload): Iterable<Reference> {
  for (const container of workload.containers) yield* inEnvironment(container);
  for (const [index, volume] of listAt(workload.spec, 'volumes').entries()) {
    const path = podFieldPath(workload, 'volumes', index);
    yield* inSource(volume, path, 'secretName');
    for (const [part, source] of listAt(volume, 'projected', 'sources').entries())
      yield* inSource(source, [...path, 'projected', 'sources', part], 'name');
  }
}

function* inEnvironment(container: Container): Iterable<Reference> {
  for (const [index, variable] of listAt(container.value, 'env').entries()) {
    const from = objectAt(variable, 'valueFrom');
    if (from === undefined) continue;
    const path = [...container.path, 'env', index, 'valueFrom'];
    yield* named('Secret', from, 'secretKeyRef', { path, nameField: 'name', keysOf: ownKey });
    yield* named('ConfigMap', from, 'configMapKeyRef', { path, nameField: 'name', keysOf: ownKey });
  }
  for (const [index, source] of listAt(container.value, 'envFrom').entries()) {
    const path = [...container.path, 'envFrom', index];
    yield* named('Secret', source, 'secretRef', { path, nameField: 'name', keysOf: noKeys });
    yield* named('ConfigMap', source, 'configMapRef', { path, nameField: 'name', keysOf: noKeys });
  }
}

function* inSource(source: Json, path: Path, secretName: string): Iterable<Reference> {
  yield* named('Secret', source, 'secret', { path, nameField: secretName, keysOf: itemKeys });
  yield* named('ConfigMap', source, 'configMap', { path, nameField: 'name', keysOf: itemKeys });
}

interface Form {
  readonly path: Path;
  readonly nameField: string;
  readonly keysOf: (reference: Json) => readonly string[];
}

function* named(kind: ReferredKind, holder: Json, field: string, { path, nameField, keysOf }: Form): Iterable<Reference> {
  const reference = member(holder, field);
  const name = stringAt(reference, nameField);
  if (reference === undefined || name === undefined || name === '') return;
  const isOptional = member(reference, 'optional') === true;
  yield { kind, name, keys: keysOf(reference), isOptional, path: [...path, field, nameField] };
}

const NO_KEYS: readonly string[] = [];
const noKeys = (): readonly string[] => NO_KEYS;

function ownKey(reference: Json): readonly string[] {
  const key = stringAt(reference, 'key');
  return key === undefined ? NO_KEYS : [key];
}

function itemKeys(reference: Json): readonly string[] {
  return listAt(reference, 'items').flatMap((item) => stringAt(item, 'key') ?? []);
}
