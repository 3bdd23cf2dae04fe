import { isUntouched, scan, verdictsOf, type ScanResult } from '@bulwark/engine';
import { applyEdits, Inventory, isObject, kubeObject, missingPart, type KubeObject } from '@bulwark/model';
import { mergeEdits, type Candidate } from './merge-edits.ts';
import { worse, type Worse } from './worse.ts';

/** What a scan has read, and what it says of it. Objects are told by their number, which an edit does not change. */
export interface Tree {
  readonly inventory: Inventory;
  readonly result: ScanResult;
}

/** The fixes that are tried, by the number of their object. */
export type Trial = ReadonlyMap<number, readonly Candidate[]>;

/** The tree with the edits of some fixes made in its objects, judged again as far as it changed. */
export function tried({ inventory, result }: Tree, trial: Trial): Tree {
  const { objects, coverage, complete } = inventory;
  const changed = objects.map((object, at) => edited(object, trial.get(at) ?? []));
  const next = Inventory.of(changed, { coverage, complete });
  return { inventory: next, result: scan(next, result.memory.policy, result) };
}

function edited(object: KubeObject, candidates: readonly Candidate[]): KubeObject {
  if (candidates.length === 0) return object;
  const value = applyEdits(object.value, mergeEdits(object.value, candidates).edits);
  if (!isObject(value)) return object;
  const { origin, scope, partial } = object;
  const changed = kubeObject(value, { origin, scope, partial: partial === 'kustomize-patch' ? partial : undefined });
  return partial === 'kustomize-patch' || missingPart(changed) === undefined
    ? changed
    : { ...changed, partial: 'incomplete-workload' };
}

/** What is worse after a trial than before, by the number of the object. */
export function worseOf(before: Tree, after: Tree, trial: Trial): ReadonlyMap<number, Worse> {
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
