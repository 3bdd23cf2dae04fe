import { isUntouched, scan, verdictsOf, type ScanResult } from '@bulwark/engine';
import { applyEdits, type Inventory, isObject, kubeObject, missingPart, type KubeObject } from '@bulwark/model';
import { mergeEdits, type Candidate } from './merge-edits.ts';
import { worse, type Worse } from './worse.ts';

/** What a scan has read, and what it says of it. Objects are told by their number, which an edit does not change. */
export interface Tree {
  readonly inventory: Inventory;
  readonly result: ScanResult;
}

/** The fixes that are tried, by the number of their object. */
export type Trial = ReadonlyMap<number, readonly Candidate[]>;

/** A tree in which fixes are tried, one set after the other: only what differs from the trial before is judged again. */
export class Trials {
  readonly base: Tree;
  #last: Tree;
  /** Objects with edits in them, by their number and their candidates. */
  readonly #edited = new Map<string, KubeObject>();
  readonly #numbers = new Map<Candidate, number>();

  constructor(base: Tree) {
    this.base = base;
    this.#last = base;
  }

  /** The tree with the edits of some fixes made in its objects, judged. */
  tried(trial: Trial): Tree {
    const { inventory, result } = this.#last;
    const replacements = new Map<KubeObject, KubeObject>();
    for (const [at, object] of this.base.inventory.objects.entries()) {
      const now = inventory.objects[at] ?? object;
      const wanted = this.#wanted(at, object, trial.get(at) ?? []);
      if (now !== wanted) replacements.set(now, wanted);
    }
    if (replacements.size > 0) {
      const next = inventory.replacing(replacements);
      this.#last = { inventory: next, result: scan(next, result.memory.policy, result) };
    }
    return this.#last;
  }

  /** What is worse with these fixes than without any, by the number of the object. */
  worse(trial: Trial): ReadonlyMap<number, Worse> {
    return worseOf(this.base, this.tried(trial), trial);
  }

  #wanted(at: number, object: KubeObject, candidates: readonly Candidate[]): KubeObject {
    if (candidates.length === 0) return object;
    const key = `${at} ${candidates.map((candidate) => this.#numberOf(candidate)).join(' ')}`;
    const known = this.#edited.get(key);
    if (known !== undefined) return known;
    const made = edited(object, candidates);
    this.#edited.set(key, made);
    return made;
  }

  #numberOf(candidate: Candidate): number {
    const known = this.#numbers.get(candidate) ?? this.#numbers.size;
    this.#numbers.set(candidate, known);
    return known;
  }
}

function edited(object: KubeObject, candidates: readonly Candidate[]): KubeObject {
  const value = applyEdits(object.value, mergeEdits(object.value, candidates).edits);
  if (!isObject(value)) return object;
  const { origin, scope, partial } = object;
  if (partial === 'kustomize-patch') return kubeObject(value, { origin, scope, partial });
  const changed = kubeObject(value, { origin, scope });
  return missingPart(changed) === undefined ? changed : { ...changed, partial: 'incomplete-workload' };
}

function worseOf(before: Tree, after: Tree, trial: Trial): ReadonlyMap<number, Worse> {
  const found = new Map<number, Worse>();
  for (const [at, old] of before.inventory.objects.entries()) {
    const now = after.inventory.objects[at];
    if (now === undefined || (now === old && isUntouched(before.result, after.result, old))) continue;
    const targets = new Set((trial.get(at) ?? []).map(({ finding }) => finding));
    const here = worse(verdictsOf(before.result, old), verdictsOf(after.result, now), targets);
    if (here !== undefined) found.set(at, here);
  }
  return found;
}
