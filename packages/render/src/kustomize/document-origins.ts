import { isArray, isObject, stringAt, valueAt, type Json, type Path, type Precision } from '@bulwark/model';

import type { Candidate, Source } from './taint/candidate.ts';
import type { Observed } from './taint/observe.ts';

/** What is known of where a field of a document comes from. */
export interface FieldOrigin {
  readonly source: Source;
  readonly precision: Precision;
  /** How much of the path that was asked for `source` stands for. */
  readonly depth: number;
  /** Whether the value at `source` is the whole value of the field, word for word. */
  readonly isWhole: boolean;
}

interface Leaf {
  readonly candidates: Candidate[];
  isWhole: boolean;
}

/** A source of a map or a list of the outcome, and why it is thought to be one. */
interface Twin {
  readonly source: Source;
  /** Its own mark was seen; else so many values in it were found below. */
  isSeen: boolean;
  votes: number;
}

/** Where the fields of one document come from, by the marks that were seen in it. */
export class DocumentOrigins {
  readonly #value: Json;
  readonly #doubts: readonly Candidate[];
  readonly #leaves = new Map<string, Leaf>();
  readonly #twins = new Map<string, Map<string, Twin>>();

  constructor(value: Json, observed: Observed) {
    this.#value = value;
    this.#doubts = observed.doubts;
    for (const { path, candidates, isWhole } of observed.landings) {
      const isMap = candidates[0]?.style === 'map';
      if (!isMap) this.#addLeaf(path, candidates, isWhole);
      for (const { source } of candidates) {
        if (isMap) this.#twin(path, source).isSeen = true;
        this.#vote(path, source);
      }
    }
  }

  #addLeaf(path: Path, candidates: readonly Candidate[], isWhole: boolean): void {
    const key = keyOf(path);
    const leaf = this.#leaves.get(key) ?? { candidates: [], isWhole: false };
    leaf.candidates.push(...candidates);
    leaf.isWhole ||= isWhole && candidates.length === 1;
    this.#leaves.set(key, leaf);
  }

  /** The entry of a kustomization that has generated the document, before one that was merged into it. */
  #generator(): Source | undefined {
    const sources = [...this.#leaves.values()].flatMap(({ candidates }) => candidates.map(({ source }) => source));
    const entries = sources.flatMap((source) => {
      const isGenerator = source.path[0] === 'configMapGenerator' || source.path[0] === 'secretGenerator';
      return isGenerator && source.inner === undefined ? [withPath(source, source.path.slice(0, 2))] : [];
    });
    const makes = (entry: Source): boolean => ['create', undefined].includes(stringAt(valueIn(entry), 'behavior'));
    return entries.find(makes) ?? entries[0];
  }

  #twin(path: Path, source: Source): Twin {
    const key = keyOf(path);
    const twins = this.#twins.get(key) ?? new Map<string, Twin>();
    this.#twins.set(key, twins);
    const id = idOf(source);
    const twin = twins.get(id) ?? { source, isSeen: false, votes: 0 };
    twins.set(id, twin);
    return twin;
  }

  /** What holds a value holds it in its source too: as far up as both paths read the same, but for the numbers of items. */
  #vote(path: Path, source: Source): void {
    if (source.role !== 'resource' && source.role !== 'patch') return;
    let above = source;
    for (let depth = path.length; depth > 0; depth--) {
      const step = pathIn(above).at(-1);
      if (step === undefined || !isSameStep(step, path[depth - 1])) return;
      above = withPath(above, pathIn(above).slice(0, -1));
      this.#twin(path.slice(0, depth - 1), above).votes++;
    }
  }

  /** Where the field at `path` comes from; where it is not there, its nearest ancestor. */
  at(path: Path): FieldOrigin | undefined {
    const there = this.#there(path);
    const value = valueAt(this.#value, there);
    if (isObject(value) || isArray(value)) return this.#container(there);
    const leaf = this.#leaves.get(keyOf(there));
    const source = leaf === undefined ? undefined : chosen(leaf, there);
    if (leaf === undefined || source === undefined) return this.#unmarked(there, value);
    const isAffixed = leaf.candidates.every((candidate) => candidate.round === 'affix' && candidate.value !== value);
    const bare = isAffixed ? this.#bareName(there, value) : undefined;
    return bare ?? { source, precision: 'exact', depth: there.length, isWhole: leaf.isWhole };
  }

  /** A name to which a prefix or a suffix was put: it is the object's own, or that of its generator. */
  #bareName(path: Path, value: Json | undefined): FieldOrigin | undefined {
    const step = path.at(-1) ?? '';
    const holders = this.#twinsOf(path.slice(0, -1)).filter(({ isSeen }) => isSeen);
    const own = holders.map(({ source }) => withPath(source, [...pathIn(source), step]));
    const source = own.find((each) => isPart(valueIn(each), value));
    return source === undefined
      ? this.#generatedName(path, value)
      : { source, precision: 'exact', depth: path.length, isWhole: false };
  }

  #there(path: Path): Path {
    let depth = 0;
    while (depth < path.length && valueAt(this.#value, path.slice(0, depth + 1)) !== undefined) depth++;
    return path.slice(0, depth);
  }

  /**
   * A value that no mark reached. What its map is made of is known: where only one of those has it, or where it is what the
   * object or the item is found by, that is its source.
   */
  #unmarked(path: Path, value: Json | undefined): FieldOrigin | undefined {
    const step = path.at(-1);
    if (step === undefined) return undefined;
    const own = this.#twinsOf(path.slice(0, -1)).map((twin) => ({
      ...twin,
      source: withPath(twin.source, [...pathIn(twin.source), step]),
    }));
    const equal = own.filter(({ source }) => valueIn(source) === value);
    const [first] = equal;
    if (first !== undefined) {
      const isProved = first.isSeen && (equal.length === 1 || isKept(path)) && !this.#isDoubtful(first.source, value);
      return {
        source: first.source,
        precision: isProved ? 'exact' : 'approximate',
        depth: path.length,
        isWhole: equal.length === 1,
      };
    }
    const near = own.find(({ source }) => valueIn(source) !== undefined);
    if (near !== undefined) return { source: near.source, precision: 'approximate', depth: path.length, isWhole: false };
    const named = this.#generatedName(path, value);
    if (named !== undefined) return named;
    const above = this.#container(path.slice(0, -1));
    return above === undefined ? undefined : { ...above, precision: 'approximate', isWhole: false };
  }

  #generatedName(path: Path, value: Json | undefined): FieldOrigin | undefined {
    const entry = this.#generator();
    if (entry === undefined || path.join('.') !== 'metadata.name') return undefined;
    const source = withPath(entry, [...entry.path, 'name']);
    if (!isPart(valueIn(source), value)) return undefined;
    return { source, precision: 'exact', depth: path.length, isWhole: false };
  }

  /** Whether anything else than `source` that could not be tried may give the value. */
  #isDoubtful(source: Source, value: Json | undefined): boolean {
    const id = idOf(source);
    return this.#doubts.some(({ source: other, value: given, round }) => {
      if (round === 'map' || idOf(other) === id) return false;
      if (given === value) return true;
      return round === 'affix' && isPart(given, value);
    });
  }

  /** A map or a list: its twin, or that of its nearest ancestor that has one. */
  #container(path: Path): FieldOrigin | undefined {
    const [twin] = this.#twinsOf(path);
    if (twin !== undefined) {
      return { source: twin.source, precision: twin.isSeen ? 'exact' : 'approximate', depth: path.length, isWhole: true };
    }
    if (path.length === 0) {
      const entry = this.#generator();
      return entry === undefined ? undefined : { source: entry, precision: 'exact', depth: 0, isWhole: false };
    }
    const above = this.#container(path.slice(0, -1));
    return above === undefined ? undefined : { ...above, precision: 'approximate', isWhole: false };
  }

  /** The best first: of an object before a patch, seen before thought, each by their votes. */
  #twinsOf(path: Path): Twin[] {
    const twins = [...(this.#twins.get(keyOf(path))?.values() ?? [])];
    const known = isArray(valueAt(this.#value, path)) ? this.#lists(path, twins) : twins;
    const rank = ({ source, votes, isSeen }: Twin): number =>
      Math.min(votes, 2 ** 20) + (isSeen ? 2 ** 40 : 0) + (source.role === 'resource' ? 2 ** 30 : 0);
    return known.toSorted((a, b) => rank(b) - rank(a));
  }

  /** A list has no mark of its own: it is the one in what its map is made of, if something in it was seen, or it is empty. */
  #lists(path: Path, voted: readonly Twin[]): Twin[] {
    const step = path.at(-1);
    if (step === undefined) return [...voted];
    const holders = this.#twinsOf(path.slice(0, -1)).filter(({ isSeen }) => isSeen);
    const lists = holders.map(({ source }) => withPath(source, [...pathIn(source), step]));
    const ids = new Set(lists.map(idOf));
    const isEmpty = valueAt(this.#value, [...path, 0]) === undefined;
    if (isEmpty) {
      const empty = lists.filter((source) => isArray(valueIn(source)));
      return empty.map((source) => ({ source, isSeen: empty.length === 1, votes: 0 }));
    }
    return voted.map((twin) => ({ ...twin, isSeen: ids.has(idOf(twin.source)) }));
  }
}

/** Of several values that have a share in one, the name of an image comes from the kustomization, and any other from the object. */
function chosen({ candidates }: Leaf, path: Path): Source | undefined {
  const isImage = path.at(-1) === 'image';
  const sources = candidates.map(({ source }) => source);
  const first = sources.find(({ role }) => (role === 'resource') !== isImage);
  return first ?? sources[0];
}

/** What nothing but the object itself gives: patches find it by these. */
function isKept(path: Path): boolean {
  if (path.length === 1) return path[0] === 'apiVersion' || path[0] === 'kind';
  if (path.length === 2 && path[0] === 'metadata') return path[1] === 'name' || path[1] === 'namespace';
  return typeof path.at(-2) === 'number';
}

function isPart(part: Json | undefined, value: Json | undefined): boolean {
  return typeof part === 'string' && part !== '' && typeof value === 'string' && value.includes(part);
}

function isSameStep(a: string | number, b: string | number | undefined): boolean {
  return a === b || (typeof a === 'number' && typeof b === 'number');
}

/** The path in the document that holds it, be it a text in another. */
export function pathIn(source: Source): Path {
  return source.inner?.path ?? source.path;
}

function withPath(source: Source, path: Path): Source {
  return source.inner === undefined ? { ...source, path } : { ...source, inner: { ...source.inner, path } };
}

export function valueIn(source: Source): Json | undefined {
  const { file, inner, document, path } = source;
  const value = inner === undefined ? file.documents[document]?.value : inner.text.documents[inner.document]?.value;
  return valueAt(value, inner === undefined ? path : inner.path);
}

function idOf({ file, document, path, inner }: Source): string {
  return `${file.path}\n${document}\n${keyOf(path)}${inner === undefined ? '' : `\n${inner.document}\n${keyOf(inner.path)}`}`;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
