import { formatPath, refOf, type KubeObject, type ObjectRef, type Path, type Place } from '@bulwark/model';
import type { Violation } from '@bulwark/pod-security';
import { writtenAt } from '../renders/written-at.ts';

/** An object as JSON shows it: what its manifest leaves open is left out. */
export function objectView(object: KubeObject): ObjectRef {
  return refOf(object);
}

/** Where the object's file is, as the command line leads to it. */
export function fileOf(object: KubeObject): string | undefined {
  return writtenAt(object, [])?.file;
}

export interface FieldView extends Partial<Omit<Place, 'exact'>> {
  readonly path: string;
}

export interface ViolationView {
  readonly check: string;
  readonly reason: string;
  readonly detail: string;
  readonly remedy: string;
  readonly fields: readonly FieldView[];
}

export function violationView(object: KubeObject, { check, reason, detail, fields }: Violation): ViolationView {
  return { check: check.id, reason, detail, remedy: check.remedy, fields: fields.map((path) => fieldView(object, path)) };
}

export function fieldView(object: KubeObject, path: Path): FieldView {
  const place = writtenAt(object, path);
  if (place === undefined) return { path: formatPath(path) };
  const { file, line, column, endLine, endColumn } = place;
  return { path: formatPath(path), file, line, column, endLine, endColumn };
}
