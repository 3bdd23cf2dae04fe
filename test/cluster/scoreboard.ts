import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** How often a test has asked the real thing, and how often we said the same. */
export interface Score {
  readonly test: string;
  readonly minor: string;
  readonly cases: number;
  readonly agree: number;
  /** The server refused them for a reason that is not asked about here, so that there was nothing to compare. */
  readonly elsewhere: number;
}

/** Tests run in several threads; they meet in a file. */
export function addScore(file: string, score: Score): void {
  appendFileSync(file, `${JSON.stringify(score)}\n`);
}

/** The table of all scores; the empty string where there are none. */
export function scoreTable(file: string): string {
  if (!existsSync(file)) return '';
  const scores = readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Score)
    .toSorted((a, b) => compare(a.test, b.test) || compare(b.minor, a.minor));
  const rows = [['against Kubernetes itself', 'version', 'cases', 'agree', 'differ', 'refused elsewhere'], ...scores.map(cells)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `${row.map((cell, column) => padded(cell, widths[column] ?? 0, column)).join('  ')}\n`).join('');
}

function cells({ test, minor, cases, agree, elsewhere }: Score): readonly string[] {
  return [test, minor, ...[cases, agree, cases - agree, elsewhere].map(String)];
}

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
