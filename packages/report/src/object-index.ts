import { positionAt, type Finding, type KubeObject, type ObjectRef } from '@bulwark/model';

/** One object in one file: the same object in two overlays is two. Live objects are in no file. */
export function objectKey(object: ObjectRef, file: string | undefined): string {
  return `${file ?? ''}\n${object.apiVersion}\n${object.kind}\n${object.namespace ?? ''}\n${object.name}`;
}

export interface ObjectIndex {
  readonly byFile: ReadonlyMap<string, readonly KubeObject[]>;
  /** By `objectKey`; two objects of one name in one file are under one key. */
  readonly byKey: ReadonlyMap<string, readonly KubeObject[]>;
}

/** The files that findings are shown in, and the charts and overlays that they were rendered from. */
export function filesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.flatMap(({ place, rendered }) => [place?.file ?? [], rendered?.path ?? []].flat()));
}

/** The objects that stand in `files`. */
export function indexObjects(objects: Iterable<KubeObject>, files: ReadonlySet<string>): ObjectIndex {
  const byFile = new Map<string, KubeObject[]>();
  const byKey = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const file = object.origin?.file.path;
    if (file === undefined || !files.has(file)) continue;
    push(byFile, file, object);
    push(byKey, objectKey(object, file), object);
  }
  return { byFile, byKey };
}

/** The one-based line at which the text of an object starts. */
export function lineOf(object: KubeObject | undefined): number | undefined {
  if (object?.origin === undefined) return undefined;
  const root = object.origin.locator.find([]);
  return root === undefined ? undefined : positionAt(object.origin.file, root.value.start).line;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
