import { isArray, isObject, valueAt, type Json, type Path, type Precision } from '@bulwark/model';

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

/** A source that is thought to be a map or a list of the outcome, and how many values in it say so. */
interface Twin {
  readonly source: Source;
  votes: number;
}

/** Where the fields of one document come from, by the marks that were seen in it. */
export class DocumentOrigins {
  readonly #value: Json;
  readonly #isComplete: boolean;
  readonly #leaves = new Map<string, Leaf>();
  readonly #twins = new Map<string, Map<string, Twin>>();

  constructor(value: Json, observed: Observed) {
    this.#value = value;
    this.#isComplete = observed.isComplete;
    for (const { path, candidates, isWhole } of observed.landings) {
      const key = keyOf(path);
      const leaf = this.#leaves.get(key) ?? { candidates: [], isWhole: false };
      leaf.candidates.push(...candidates);
      leaf.isWhole ||= isWhole && candidates.length === 1;
      this.#leaves.set(key, leaf);
      for (const { source } of candidates) this.#vote(path, source);
    }
  }

  /** What holds a value holds it in its source too: as far up as both paths read the same, but for the numbers of items. */
  #vote(path: Path, source: Source): void {
    if (source.role !== 'resource' && source.role !== 'patch') return;
    let above = source;
    for (let depth = path.length; depth > 0; depth--) {
      const step = pathIn(above).at(-1);
      if (step === undefined || !isSameStep(step, path[depth - 1])) return;
      above = withPath(above, pathIn(above).slice(0, -1));
      const key = keyOf(path.slice(0, depth - 1));
      const twins = this.#twins.get(key) ?? new Map<string, Twin>();
      this.#twins.set(key, twins);
      const id = idOf(above);
      const twin = twins.get(id);
      if (twin === undefined) twins.set(id, { source: above, votes: 1 });
      else twin.votes++;
    }
  }

  /** Where the field at `path` comes from; where it is not there, its nearest ancestor. */
  at(path: Path): FieldOrigin | undefined {
    const there = this.#there(path);
    const value = valueAt(this.#value, there);
    const isLeaf = !isObject(value) && !isArray(value);
    const leaf = isLeaf ? this.#leaves.get(keyOf(there)) : undefined;
    const source = leaf === undefined ? undefined : chosen(leaf, there);
    if (leaf !== undefined && source !== undefined) {
      return { source, precision: 'exact', depth: there.length, isWhole: leaf.isWhole };
    }
    return isLeaf ? this.#unmarked(there, value) : this.#container(there);
  }

  #there(path: Path): Path {
    let depth = 0;
    while (depth < path.length && valueAt(this.#value, path.slice(0, depth + 1)) !== undefined) depth++;
    return path.slice(0, depth);
  }

  /** A value that no mark reached: its holder's twin has the same, or it is about there. */
  #unmarked(path: Path, value: Json | undefined): FieldOrigin | undefined {
    const step = path.at(-1);
    if (step === undefined) return undefined;
    const holders = this.#twinsOf(path.slice(0, -1));
    for (const holder of holders) {
      const source = withPath(holder, [...pathIn(holder), step]);
      const written = valueIn(source);
      if (written !== value) continue;
      const isProved = this.#isComplete && isKept(path);
      return { source, precision: isProved ? 'exact' : 'approximate', depth: path.length, isWhole: true };
    }
    const near = holders.map((holder) => withPath(holder, [...pathIn(holder), step])).find((each) => valueIn(each) !== undefined);
    if (near !== undefined) return { source: near, precision: 'approximate', depth: path.length, isWhole: false };
    const above = this.#container(path.slice(0, -1));
    return above === undefined ? undefined : { ...above, precision: 'approximate', isWhole: false };
  }

  /** A map or a list: its twin, or that of its nearest ancestor that has one. */
  #container(path: Path): FieldOrigin | undefined {
    const [twin] = this.#twinsOf(path);
    if (twin !== undefined) return { source: twin, precision: 'exact', depth: path.length, isWhole: true };
    if (path.length === 0) return undefined;
    const above = this.#container(path.slice(0, -1));
    const step = path.at(-1);
    if (above === undefined || step === undefined) return undefined;
    const own = withPath(above.source, [...pathIn(above.source), step]);
    const isThere = above.depth === path.length - 1 && valueIn(own) !== undefined;
    if (!isThere) return { ...above, precision: 'approximate', isWhole: false };
    return {
      source: own,
      precision: 'approximate',
      depth: path.length,
      isWhole: isSame(valueIn(own), valueAt(this.#value, path)),
    };
  }

  /** The best first: those in the object that the document was at first, then others, each by their votes. */
  #twinsOf(path: Path): Source[] {
    const base = this.#base();
    const twins = [...(this.#twins.get(keyOf(path))?.values() ?? [])];
    const rank = ({ source, votes }: Twin): number =>
      votes + (base !== undefined && isIn(source, base) ? 2 ** 40 : 0) + (source.role === 'resource' ? 2 ** 30 : 0);
    return twins.toSorted((a, b) => rank(b) - rank(a)).map(({ source }) => source);
  }

  #baseFound: { readonly source: Source | undefined } | undefined;

  /** The object that the document was before anything was laid over it. */
  #base(): Source | undefined {
    if (this.#baseFound === undefined) {
      const roots = [...(this.#twins.get(keyOf([]))?.values() ?? [])].filter(({ source }) => source.role === 'resource');
      this.#baseFound = { source: roots.toSorted((a, b) => b.votes - a.votes)[0]?.source };
    }
    return this.#baseFound.source;
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

function isIn(source: Source, root: Source): boolean {
  return (
    source.file === root.file &&
    source.document === root.document &&
    source.inner === undefined &&
    root.path.every((step, index) => source.path[index] === step)
  );
}

function idOf({ file, document, path, inner }: Source): string {
  return `${file.path}\n${document}\n${keyOf(path)}${inner === undefined ? '' : `\n${inner.document}\n${keyOf(inner.path)}`}`;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
