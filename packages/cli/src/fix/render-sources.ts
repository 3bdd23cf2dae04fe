import {
  formatPath,
  isArray,
  isObject,
  positionAt,
  valueAt,
  type Edit,
  type Json,
  type KubeObject,
  type Path,
} from '@bulwark/model';
import type { Rendered, SourceMap, SourceTarget } from '@bulwark/render';
import type { Located, SourceEdits } from '@bulwark/fix';
import { valueEdit } from './chart-value.ts';
import { readDocuments } from '@bulwark/source';

/** Finds where edits of rendered objects belong: in the base or the patch that sets the field, or the map that it is to be in. */
export class RenderSources {
  readonly #renders: ReadonlyMap<string, Rendered>;
  readonly #textOf: (path: string) => string | undefined;

  constructor(renders: readonly Rendered[], textOf: (path: string) => string | undefined) {
    this.#renders = new Map(renders.map((render) => [render.path, render]));
    this.#textOf = textOf;
  }

  /** Undefined for an object that was not rendered. */
  locate(object: KubeObject, edits: readonly Edit[]): Located | undefined {
    const { origin } = object;
    const render = origin === undefined ? undefined : this.#renders.get(origin.file.path);
    if (origin === undefined || render === undefined) return undefined;
    const places: SourceEdits[] = [];
    for (const edit of edits) {
      const place = { object, document: origin.document, within: origin.within ?? [] };
      const value = render.by === 'helm' ? this.#valueEdit(render, place, edit) : undefined;
      if (value !== undefined) {
        places.push(value);
        continue;
      }
      const target = render.by === 'helm' ? undefined : targetOf(render.map, place, edit.path);
      const reason = whyNot(render, place, edit, target);
      if (reason !== undefined || target === undefined) return { reason: reason ?? '' };
      places.push(this.#editOf(target, edit));
    }
    return { places };
  }

  #editOf({ file, document, path, inner }: SourceTarget, edit: Edit): SourceEdits {
    if (inner === undefined) return { path: file, document, edits: [{ ...edit, path }] };
    const text = valueAt(readDocuments(this.#textOf(file) ?? '')[document]?.value, path);
    const patch = typeof text === 'string' ? readDocuments(text)[inner.document]?.value : undefined;
    const within = { path, document: inner.document };
    return { path: file, document, inner: within, edits: [inPatch(patch, inner.path, edit)] };
  }

  /** Of a chart, the values are changed where one of them is the field, and never a template. */
  #valueEdit(render: Rendered, place: ObjectPlace, edit: Edit): SourceEdits | undefined {
    if (valueAt(place.object.value, edit.path) === undefined) return undefined;
    const { value } = render.map.at({
      document: place.document,
      path: [...place.within, ...edit.path],
      line: lineOf(place, edit.path),
    });
    return value === undefined ? undefined : valueEdit(value, edit, this.#textOf(value.file));
  }
}

/** An operation of a JSON patch is nothing without its value: with what it sets it goes as a whole. */
function inPatch(patch: Json | undefined, path: Path, edit: Edit): Edit {
  const [operation, field] = path;
  const isValue = isArray(patch) && path.length === 2 && field === 'value' && operation !== undefined;
  return edit.op === 'delete' && isValue ? { op: 'delete', path: [operation] } : { ...edit, path };
}

interface ObjectPlace {
  readonly object: KubeObject;
  readonly document: number;
  readonly within: Path;
}

/** A field that is there has one source; one that is not is put where a field beside it comes from. */
function targetOf(map: SourceMap, { object, document, within }: ObjectPlace, path: Path): SourceTarget | undefined {
  const at = (where: Path): SourceTarget | undefined => map.target?.({ document, path: [...within, ...where], line: 1 });
  if (valueAt(object.value, path) !== undefined) return at(path);
  for (let depth = path.length - 1; depth > 0; depth--) {
    const parent = path.slice(0, depth);
    const value = valueAt(object.value, parent);
    if (value === undefined || value === null) continue;
    const rest = path.slice(depth);
    const whole = at(parent);
    if (whole !== undefined) return withPath(whole, [...pathOf(whole), ...rest]);
    return isObject(value) ? besideMember(value, (key) => at([...parent, key]), rest) : undefined;
  }
  return undefined;
}

/** Names are in every patch too: the other members say better where a map was written. */
function besideMember(
  value: { readonly [key: string]: Json | undefined },
  at: (key: string) => SourceTarget | undefined,
  rest: Path,
): SourceTarget | undefined {
  const keys = Object.keys(value).toSorted((a, b) => Number(a === 'name') - Number(b === 'name'));
  for (const key of keys) {
    const target = at(key);
    if (target !== undefined && pathOf(target).at(-1) === key) {
      return withPath(target, [...pathOf(target).slice(0, -1), ...rest]);
    }
  }
  return undefined;
}

/** The field's way in its own text: in the patch, where it is one that is written into a kustomization. */
function pathOf({ path, inner }: SourceTarget): Path {
  return inner === undefined ? path : inner.path;
}

function withPath(target: SourceTarget, path: Path): SourceTarget {
  return target.inner === undefined ? { ...target, path } : { ...target, inner: { ...target.inner, path } };
}

function whyNot(render: Rendered, place: ObjectPlace, { path }: Edit, target: SourceTarget | undefined): string | undefined {
  const field = formatPath(path);
  if (target === undefined)
    return `it is rendered by ${render.by === 'helm' ? 'Helm' : 'Kustomize'}: change ${field} ${whereOf(render, place, path)}`;
  if (target.remote) return `${field} comes from a remote base: add a patch to the kustomization in ${render.path}`;
  return undefined;
}

/** What is known of where a field comes from. */
function whereOf({ map, path: chart }: Rendered, place: ObjectPlace, path: Path): string {
  const { object, document, within } = place;
  const { source, value } = map.at({ document, path: [...within, ...path], line: lineOf(place, path) });
  // A field that is not there is given by no value, whatever gives the line near which it would be.
  if (value !== undefined && value.precision === 'exact' && valueAt(object.value, path) !== undefined) {
    return `by the value ${value.key}${value.line === undefined ? `, which ${value.file} gives` : ` in ${value.file}:${value.line}`}`;
  }
  if (source.line === undefined) return `in ${source.file === '' ? chart : source.file}`;
  return `${source.precision === 'exact' ? 'at' : 'near'} ${source.file}:${source.line}`;
}

/** In the render, of a field or what is nearest to it. */
function lineOf({ object: { origin } }: ObjectPlace, path: Path): number {
  const node = origin?.locator.nearest(path)?.node;
  return origin === undefined || node === undefined ? 1 : positionAt(origin.file, (node.key ?? node.value).start).line;
}
