/** A stretch of lines that differs: `before` lines from one line on stand where `after` lines from another one on stand now. */
export interface LineChange {
  readonly before: { readonly start: number; readonly end: number };
  readonly after: { readonly start: number; readonly end: number };
}

/** The lines of a text, each with what ends it. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** More differences than these are shown as one stretch: nobody reads them, and to find the fewest would take long. */
const MOST = 4000;

/** The stretches in which two lists of lines differ, as few lines as possible (E. Myers, An O(ND) difference algorithm, 1986). */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly LineChange[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (tail < shorter && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const [old, now] = [before.slice(start, before.length - tail), after.slice(start, after.length - tail)];
  return joined(stepsBetween(old, now) ?? [{ before: { start: 0, end: old.length }, after: { start: 0, end: now.length } }]).map(
    (change) => ({ before: moved(change.before, start), after: moved(change.after, start) }),
  );
}

function moved({ start, end }: LineChange['before'], by: number): LineChange['before'] {
  return { start: start + by, end: end + by };
}

/** Changes of one line each, in order; undefined where there are too many. */
function stepsBetween(old: readonly string[], now: readonly string[]): readonly LineChange[] | undefined {
  const most = Math.min(old.length + now.length, MOST);
  const trace: Int32Array[] = [];
  const ends = new Int32Array(2 * most + 3);
  for (let depth = 0; depth <= most; depth++) {
    trace.push(ends.slice(most - depth, most + depth + 3));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const at = most + 1 + diagonal;
      const start = isDown(ends[at - 1], ends[at + 1], diagonal, depth) ? (ends[at + 1] ?? 0) : (ends[at - 1] ?? 0) + 1;
      const x = endOfSame(old, now, start, diagonal);
      ends[at] = x;
      if (x >= old.length && x - diagonal >= now.length) return walkedBack(trace, old.length, now.length);
    }
  }
  return undefined;
}

/** Whether a diagonal is reached by a new line rather than by one that is gone. */
function isDown(left: number | undefined, right: number | undefined, diagonal: number, depth: number): boolean {
  return diagonal === -depth || (diagonal !== depth && (left ?? 0) < (right ?? 0));
}

function endOfSame(old: readonly string[], now: readonly string[], start: number, diagonal: number): number {
  let x = start;
  while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
  return x;
}

/** The way back through what each depth has reached; a trace holds the diagonals around the middle. */
function walkedBack(trace: readonly Int32Array[], oldLength: number, newLength: number): readonly LineChange[] {
  const steps: LineChange[] = [];
  let x = oldLength;
  let y = newLength;
  for (let depth = trace.length - 1; depth > 0; depth--) {
    const ends = trace[depth] ?? new Int32Array();
    const middle = depth + 1;
    const diagonal = x - y;
    const [left, right] = [ends[middle + diagonal - 1] ?? 0, ends[middle + diagonal + 1] ?? 0];
    const down = isDown(left, right, diagonal, depth);
    const from = down ? diagonal + 1 : diagonal - 1;
    const oldX = down ? right : left;
    const oldY = oldX - from;
    steps.push({
      before: { start: oldX, end: down ? oldX : oldX + 1 },
      after: { start: oldY, end: down ? oldY + 1 : oldY },
    });
    x = oldX;
    y = oldY;
  }
  return steps.toReversed();
}

function joined(steps: readonly LineChange[]): readonly LineChange[] {
  const changes: LineChange[] = [];
  for (const step of steps) {
    const last = changes.at(-1);
    if (last !== undefined && last.before.end === step.before.start && last.after.end === step.after.start) {
      changes[changes.length - 1] = {
        before: { start: last.before.start, end: step.before.end },
        after: { start: last.after.start, end: step.after.end },
      };
    } else if (step.before.start < step.before.end || step.after.start < step.after.end) changes.push(step);
  }
  return changes;
}
