/**
 * The minors in which something holds, as text: `29-31,35-`. What holds to the newest of all has an open end, what holds from
 * the oldest an open start, and what holds in all of them is the empty string.
 */
export function minorsText(minors: readonly number[], all: readonly number[]): string {
  const [oldest, newest] = [all[0], all.at(-1)];
  const runs: [number, number][] = [];
  for (const minor of minors.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === minor - 1) last[1] = minor;
    else runs.push([minor, minor]);
  }
  const text = runs.map(([from, to]) => {
    if (to === newest) return `${from === oldest ? '' : from}-`;
    if (from === oldest) return `-${to}`;
    return from === to ? String(from) : `${from}-${to}`;
  });
  return text.join(',') === '-' ? '' : text.join(',');
}
