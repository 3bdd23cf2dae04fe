import { isArray, isObject, listAt, stringAt, valueAt, type Json, type Path } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { MappedPlace, RenderedPlace, SourceMap, SourceTarget } from '../source-map.ts';
import type { Spawn } from '../rendered.ts';
import type { Shown } from './build-failure.ts';
import type { BuildGraph } from './build-graph.ts';
import { DocumentOrigins, valueIn, type FieldOrigin } from './document-origins.ts';
import type { TextFile } from './kustomization-file.ts';
import type { Program } from './program.ts';
import { lineOf } from './source-place.ts';
import type { Source } from './taint/candidate.ts';
import { HASHED } from './taint/compare.ts';
import { rootsOf } from './taint/object-candidates.ts';
import { observe, type Observed } from './taint/observe.ts';

/** A render, and what it takes to make it again. */
export interface MapInput {
  readonly text: string;
  readonly graph: BuildGraph;
  readonly program: Program;
  readonly spawn: Spawn;
  readonly shown: Shown;
}

/** The way back from a render to its sources. Builds a few marked copies of them when the first place is asked for. */
export function kustomizeMap(input: MapInput): SourceMap {
  return new KustomizeMap(input);
}

class KustomizeMap implements SourceMap {
  readonly #input: MapInput;
  #documents: readonly Json[] | undefined;
  #observed: readonly Observed[] | undefined;
  readonly #origins = new Map<number, DocumentOrigins>();

  constructor(input: MapInput) {
    this.#input = input;
  }

  at(place: RenderedPlace): MappedPlace {
    const { graph, shown } = this.#input;
    const origin = this.#originOf(place);
    if (origin === undefined) return { source: { file: shown(topFile(graph)), line: undefined, precision: 'unknown' } };
    const { isSure, ...line } = lineOf(origin.source, shown);
    return { source: { ...line, precision: isSure ? origin.precision : 'approximate' } };
  }

  target(place: RenderedPlace): SourceTarget | undefined {
    const origin = this.#originOf(place);
    if (origin === undefined || origin.precision !== 'exact' || !origin.isWhole) return undefined;
    const { source, depth } = origin;
    if (source.role !== 'resource' && source.role !== 'patch') return undefined;
    const value = valueAt(this.#values()[place.document], place.path.slice(0, depth));
    // A part of a text, or what was encoded since: an edit of the field is none of its source.
    if (!isObject(value) && !isArray(value) && valueIn(source) !== value) return undefined;
    const rest = place.path.slice(depth);
    const file = this.#input.shown(source.file.path);
    if (source.inner === undefined) return { file, document: source.document, path: [...source.path, ...rest], remote: false };
    const { document, path } = source.inner;
    return {
      file,
      document: source.document,
      path: source.path,
      inner: { document, path: [...path, ...rest] },
      remote: false,
    };
  }

  #originOf({ document, path }: RenderedPlace): FieldOrigin | undefined {
    const value = this.#values()[document];
    if (value === undefined) return undefined;
    return this.#originsOf(document, value).at(path) ?? this.#byName(value, path);
  }

  #values(): readonly Json[] {
    return (this.#documents ??= readDocuments(this.#input.text).map(({ value }) => value ?? null));
  }

  #originsOf(document: number, value: Json): DocumentOrigins {
    const { graph, program, spawn, text } = this.#input;
    this.#observed ??= observe({ graph, program, spawn, text, documents: this.#values() });
    const known = this.#origins.get(document);
    if (known !== undefined) return known;
    const made = new DocumentOrigins(value, this.#observed[document] ?? { landings: [], doubts: [] });
    this.#origins.set(document, made);
    return made;
  }

  /** An object that no mark reached: the one of its kind and name, or the generator that has made it. */
  #byName(value: Json, path: Path): FieldOrigin | undefined {
    const { graph } = this.#input;
    const object = objectNamed(graph, value);
    if (object !== undefined) return { source: object, precision: 'approximate', depth: 0, isWhole: false };
    const { entry, isSure } = generatorOf(graph, value);
    if (entry === undefined) return undefined;
    if (path.join('.') === 'metadata.name') {
      return {
        source: { ...entry, path: [...entry.path, 'name'] },
        precision: isSure ? 'exact' : 'approximate',
        depth: 2,
        isWhole: false,
      };
    }
    const isOwn = path.length === 0 || valueAt(value, path) === undefined;
    return { source: entry, precision: isSure && isOwn ? 'exact' : 'approximate', depth: 0, isWhole: false };
  }
}

function topFile(graph: BuildGraph): string {
  return [...graph.files.keys()][0] ?? graph.folder;
}

function objectNamed(graph: BuildGraph, value: Json): Source | undefined {
  const kind = stringAt(value, 'kind');
  const name = stringAt(value, 'metadata', 'name') ?? '';
  const named = rootsIn(graph).filter((root) => stringAt(root.value, 'kind') === kind);
  const nameOf = (root: (typeof named)[number]): string => stringAt(root.value, 'metadata', 'name') ?? '';
  // The second with a prefix or a suffix.
  const found =
    named.find((root) => nameOf(root) === name) ?? named.find((root) => nameOf(root) !== '' && name.includes(nameOf(root)));
  return found?.source;
}

/** All objects in the sources that are no patches. */
function rootsIn(graph: BuildGraph): { readonly value: Json; readonly source: Source }[] {
  const resources = [...graph.files.values()].filter(({ roles }) => roles.has('resource'));
  return resources.flatMap(({ file }) =>
    file.documents.flatMap((each, document) =>
      rootsOf(each.value ?? null).map(({ value, path }) => ({
        value,
        source: { file, role: 'resource', document, path, inner: undefined } as const,
      })),
    ),
  );
}

const GENERATORS: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', 'configMapGenerator'],
  ['Secret', 'secretGenerator'],
]);

/** The generator of an object's kind and name: sure, where there is one that has this name but for the hash of the content. */
function generatorOf(graph: BuildGraph, value: Json): { readonly entry?: Source; readonly isSure: boolean } {
  const field = GENERATORS.get(stringAt(value, 'kind') ?? '');
  const name = stringAt(value, 'metadata', 'name');
  if (field === undefined || name === undefined) return { isSure: false };
  const entries = [...graph.files.values()].flatMap(({ file, roles }) =>
    roles.has('kustomization') ? generatorsIn(file, field) : [],
  );
  const same = entries.filter((entry) => entry.name === name || entry.name === name.replace(HASHED, ''));
  const [first] = same.length > 0 ? same : entries.filter((entry) => entry.name !== '' && name.includes(entry.name));
  return first === undefined ? { isSure: false } : { entry: first.source, isSure: same.length === 1 };
}

function generatorsIn(file: TextFile, field: string): { readonly name: string; readonly source: Source }[] {
  return file.documents.flatMap(({ value }, document) =>
    listAt(value, field).map((entry, index) => ({
      name: stringAt(entry, 'name') ?? '',
      source: { file, role: 'kustomization', document, path: [field, index], inner: undefined } as const,
    })),
  );
}
