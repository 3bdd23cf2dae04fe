import { applyEdits, formatPath, isArray, isObject, valueAt, type Edit, type Finding, type Fix, type Json } from '@bulwark/model';
import { isSame, startsWith } from './differences.ts';

/** A finding with the fix that is tried for it. */
export interface Candidate {
  /** As the first scan tells it. */
  readonly counted: Finding;
  /** As it is told now, when other fixes are made already. */
  readonly finding: Finding;
  readonly fix: Fix;
  /** How often it took in the fixes of what it brings to light. */
  readonly followers?: number;
}

export interface Merged {
  readonly edits: readonly Edit[];
  readonly chosen: readonly Candidate[];
  /** Those that cannot go together with a chosen one, and why. */
  readonly against: ReadonlyMap<Candidate, string>;
}

/**
 * The edits of all candidates of one object as one list: what two of them ask for is done once, and where two contradict
 * each other the first one is chosen. The order is one in which no edit moves what another one speaks of.
 */
export function mergeEdits(value: Json, candidates: readonly Candidate[]): Merged {
  const edits: Edit[] = [];
  const chosen: Candidate[] = [];
  const against = new Map<Candidate, string>();
  let isClosed = false;
  for (const candidate of candidates) {
    const own = candidate.fix.edits;
    const isOrdered = isFree(own, value);
    const reason =
      isClosed || (!isOrdered && chosen.length > 0) ? 'its edits must be made apart from others' : whyAgainst(edits, own, value);
    if (reason !== undefined) {
      against.set(candidate, reason);
      continue;
    }
    isClosed = !isOrdered;
    edits.push(...own.filter((edit) => !edits.some((made) => relation(made, edit, value) === 'covered')));
    chosen.push(candidate);
  }
  return { edits: isClosed ? edits : inOrder(edits), chosen, against };
}

function whyAgainst(edits: readonly Edit[], own: readonly Edit[], value: Json): string | undefined {
  for (const edit of own) {
    const other = edits.find((made) => relation(made, edit, value) === 'against');
    if (other !== undefined) return `another fix ${other.op === 'delete' ? 'removes' : 'sets'} ${formatPath(other.path)}`;
  }
  return undefined;
}

/** Whether edits do the same in any order, also with others between them. */
function isFree(edits: readonly Edit[], value: Json): boolean {
  const isApart = edits.every((edit, at) => edits.slice(0, at).every((made) => relation(made, edit, value) === 'apart'));
  return isApart && isSame(applyEdits(value, edits), applyEdits(value, inOrder(edits)));
}

/** Maps before what is in them, then what goes, the items of a list from its end on. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => rankOf(a) - rankOf(b) || (rankOf(a) < 2 ? a.path.length - b.path.length : backwards(a, b)));
}

function rankOf({ op, path }: Edit): number {
  if (op === 'set' || op === 'replace') return 0;
  if (op === 'append') return 1;
  return typeof path.at(-1) === 'number' ? 3 : 2;
}

function backwards(a: Edit, b: Edit): number {
  for (const [at, step] of a.path.entries()) {
    const other = b.path[at];
    if (other === undefined) return -1;
    if (typeof step === 'number' && typeof other === 'number' && step !== other) return other - step;
    if (step !== other) return String(step) < String(other) ? -1 : 1;
  }
  return b.path.length - a.path.length;
}

/** What a second edit is to one that is made: apart from it, done by it, or against it. */
type Relation = 'apart' | 'covered' | 'against';

function relation(made: Edit, edit: Edit, value: Json): Relation {
  if (made.path.length === edit.path.length && startsWith(made.path, edit.path)) return atOnePlace(made, edit);
  if (startsWith(edit.path, made.path)) return below(made, edit, value);
  // What is above is made before what is below.
  if (startsWith(made.path, edit.path)) return below(edit, made, value) === 'against' ? 'against' : 'apart';
  return 'apart';
}

function atOnePlace(made: Edit, edit: Edit): Relation {
  if (made.op === 'delete' || edit.op === 'delete') return made.op === edit.op ? 'covered' : 'against';
  const same = isSame(made.value, edit.value);
  if (made.op === 'append' && edit.op === 'append') return same ? 'covered' : 'apart';
  if (edit.op === 'append') return holds(made.value, edit.value) ? 'covered' : 'against';
  if (made.op === 'append' || (made.op === 'insert') !== (edit.op === 'insert')) return 'against';
  return same ? 'covered' : 'against';
}

function below(above: Edit, edit: Edit, value: Json): Relation {
  if (above.op === 'delete') return edit.op === 'delete' ? 'covered' : 'against';
  if (above.op === 'append' || above.op === 'insert') return 'apart';
  const inside = valueAt(above.value, edit.path.slice(above.path.length));
  if (isDone(edit, inside)) return 'covered';
  // Both add to a map that is not there yet.
  const isNew = inside === undefined && edit.op !== 'delete' && (valueAt(value, above.path) ?? null) === null;
  return isNew && fits(above.value, edit, above.path.length) ? 'apart' : 'against';
}

/** Whether a place holds already what an edit puts there. */
function isDone(edit: Edit, inside: Json | undefined): boolean {
  if (edit.op === 'delete') return inside === undefined;
  return edit.op === 'append' ? holds(inside, edit.value) : inside !== undefined && isSame(inside, edit.value);
}

function fits(value: Json, edit: Edit, depth: number): boolean {
  return isObject(value) && applyEdits(value, [{ ...edit, path: edit.path.slice(depth) }]) !== value;
}

function holds(list: Json | undefined, item: Json): boolean {
  return isArray(list) && list.some((each) => isSame(each, item));
}
