import type { Json } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { Spawn } from '../../rendered.ts';
import { build, outputOf } from '../build.ts';
import type { BuildGraph } from '../build-graph.ts';
import type { Program } from '../program.ts';
import { TreeCopy } from '../tree-copy.ts';
import { buildFacts } from './build-facts.ts';
import { ROUNDS, type Candidate, type Round } from './candidate.ts';
import { landingsIn, paired, renamedObjects, type Landing } from './compare.ts';
import { markableFile } from './marked-file.ts';
import { freeStem, Marks } from './marks.ts';

/** A build that has been made, and the means to make it again. */
export interface Build {
  readonly graph: BuildGraph;
  readonly program: Program;
  readonly spawn: Spawn;
  /** What it has printed. */
  readonly text: string;
  readonly documents: readonly Json[];
}

/** A build of a copy is short; but a source in which every other mark breaks something must end at some time. */
const MOST_BUILDS = 24;

/**
 * Where the values of each document come from: a copy of the sources is built with a mark in every value that can have one,
 * and the marks are looked up in what is printed. A document counts only where all else in it is as it was, so that what is
 * found is proved by the program itself, whatever its transformers are and whatever version it has.
 */
export function observe(made: Build): readonly Observed[] {
  let watch: Watch | undefined;
  try {
    watch = new Watch(made);
    // Values and maps do not get in each other's way, but in few documents; these are looked at once more.
    const apart = watch.together(['value', 'map']);
    for (const round of ROUNDS) watch.round(round, round === 'value' || round === 'map' ? apart : watch.all);
  } catch (error) {
    // A disk that is full, a file that has gone since: then nothing is known, and that is no reason to end.
    if (!(error instanceof Error && 'code' in error)) throw error;
  } finally {
    watch?.close();
  }
  return watch?.observed ?? made.documents.map(() => ({ landings: [], doubts: [] }));
}

/** What was seen of one document. */
export interface Observed {
  readonly landings: readonly Landing[];
  /** What could not be tried on it, because it changes more than itself: a value without a mark may come from one of these. */
  readonly doubts: readonly Candidate[];
}

class Watch {
  readonly observed: { readonly landings: Landing[]; readonly doubts: Candidate[] }[];
  readonly #made: Build;
  readonly #files: ReturnType<typeof markableFile>[];
  readonly #stem: string;
  readonly #copy: TreeCopy;
  #left = MOST_BUILDS;

  constructor(made: Build) {
    this.#made = made;
    this.observed = made.documents.map(() => ({ landings: [], doubts: [] }));
    const facts = buildFacts(made.graph, made.documents);
    const files = [...made.graph.files.values()];
    this.#files = files.map((file) => markableFile(file, facts));
    this.#stem = freeStem([made.text, ...files.map(({ file }) => file.text)]);
    this.#copy = new TreeCopy(made.graph);
  }

  close(): void {
    this.#copy.close();
  }

  /** All documents. */
  get all(): ReadonlySet<number> {
    return new Set(this.observed.keys());
  }

  /** One build for several rounds. The documents that prove nothing are the answer, and nothing is known of them yet. */
  together(rounds: readonly Round[]): ReadonlySet<number> {
    const candidates = this.#candidates(rounds);
    return candidates.length === 0 ? new Set() : this.#build(new Marks(candidates, this.#stem), this.all);
  }

  round(round: Round, wanted: ReadonlySet<number>): void {
    this.#mark(this.#candidates([round]), wanted);
  }

  #candidates(rounds: readonly Round[]): Candidate[] {
    const all = this.#files.flatMap(({ candidates, inners }) => [...candidates, ...inners.flatMap((inner) => inner.candidates)]);
    return all.filter((candidate) => rounds.includes(candidate.round));
  }

  /** Marks all candidates at once; where that changes a document otherwise, the halves of them one after the other. */
  #mark(candidates: readonly Candidate[], wanted: ReadonlySet<number>): void {
    if (candidates.length === 0 || wanted.size === 0) return;
    const changed = this.#left === 0 ? wanted : this.#build(new Marks(candidates, this.#stem), wanted);
    if (changed.size === 0) return;
    if (candidates.length === 1 || this.#left === 0) {
      for (const index of changed) this.observed[index]?.doubts.push(...candidates);
      return;
    }
    const middle = candidates.length >> 1;
    this.#mark(candidates.slice(0, middle), changed);
    this.#mark(candidates.slice(middle), changed);
  }

  /** Records what lands in the documents that are wanted; those that prove nothing are the answer. */
  #build(marks: Marks, wanted: ReadonlySet<number>): ReadonlySet<number> {
    this.#left--;
    const { program, spawn, documents } = this.#made;
    const texts = new Map<string, string>();
    for (const file of this.#files) {
      const text = marks.textOf(file);
      if (text !== undefined) texts.set(file.file.path, text);
    }
    this.#copy.write(texts);
    const ended = build(program, this.#copy.folder, spawn, this.#copy.folder);
    if (ended.status !== 0) return wanted;
    const marked = paired(
      documents,
      readDocuments(outputOf(ended)).map(({ value }) => value ?? null),
      marks,
    );
    if (marked === undefined) return wanted;
    const renamed = renamedObjects(documents, marked);
    const changed = new Set<number>();
    for (const index of wanted) {
      const found = landingsIn(documents[index] ?? null, marked[index] ?? null, marks, renamed);
      if (found === undefined) changed.add(index);
      else this.observed[index]?.landings.push(...found);
    }
    return changed;
  }
}
