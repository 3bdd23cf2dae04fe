import { SEVERITIES, type Severity } from '@bulwark/model';

/** `1 finding`, `2 findings`. */
export function amount(count: number, noun: string, nouns: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** `3 critical, 12 high`: the severities that occur, worst first. */
export function severityCounts(counts: Readonly<Record<Severity, number>>, among: readonly Severity[] = SEVERITIES): string {
  return among.flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : [])).join(', ');
}
