import { formatPath, labelsOf, matches, valueAt, type Finding, type KubeObject, type Path, type Selector } from '@bulwark/model';
import { nameGlob } from './glob.ts';

/** One entry of `exceptions` in a configuration. What is undefined does not narrow it. */
export interface Exception {
  /** Where it stands in the configuration. */
  readonly at: Path;
  /** Ids of controls; undefined for all. */
  readonly controls: ReadonlySet<string> | undefined;
  /** All of them must hold of the object. */
  readonly object: readonly ((object: KubeObject) => boolean)[];
  /** Of the file, as seen from the configuration. */
  readonly path?: ((path: string) => boolean) | undefined;
  /** Of the field, as `formatPath` writes it. */
  readonly field?: ((field: string) => boolean) | undefined;
  readonly reason: string | undefined;
  readonly owner?: string | undefined;
  /** The last day on which it holds, as `2027-01-31`. */
  readonly expires?: string | undefined;
}

/** What an exception is asked about: a finding, or what could not be decided. */
export type Told = Pick<Finding, 'control' | 'path'>;

/** Whether the exception speaks of a verdict on an object; `file` is seen from the configuration. */
export function speaksOf(exception: Exception, told: Told, object: KubeObject, file: string | undefined): boolean {
  if (exception.controls !== undefined && !exception.controls.has(told.control)) return false;
  return speaksOfObject(exception, object, file) && (exception.field?.(formatPath(told.path)) ?? true);
}

/** Whether it speaks of the object, whatever was found of it. */
export function speaksOfObject({ object: tests, path }: Exception, object: KubeObject, file: string | undefined): boolean {
  return tests.every((test) => test(object)) && (path === undefined || (file !== undefined && path(file)));
}

/** What an exception demands of the objects that it speaks of. Names may hold `*` and `?`. */
export function objectTests({ kind, namespace, name, selector }: ObjectPattern): Exception['object'] {
  const tests: ((object: KubeObject) => boolean)[] = [];
  if (kind !== undefined) tests.push(fits(kind, (object) => object.kind));
  if (namespace !== undefined) tests.push(fits(namespace, (object) => object.namespace ?? ''));
  if (name !== undefined) tests.push(fits(name, (object) => object.name));
  if (selector !== undefined) {
    tests.push((object) => matches(selector, labelsOf(valueAt(object.value, ['metadata', 'labels']))));
  }
  return tests;
}

export interface ObjectPattern {
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly selector?: Selector | undefined;
}

function fits(pattern: string, of: (object: KubeObject) => string): (object: KubeObject) => boolean {
  const glob = nameGlob(pattern);
  return (object) => glob(of(object));
}

/** Whether its last day is over. Days are compared as text: `2026-12-31` < `2027-01-01`. */
export function isExpired({ expires }: Pick<Exception, 'expires'>, today: string): boolean {
  return expires !== undefined && expires < today;
}
