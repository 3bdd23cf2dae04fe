import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from './mutation.ts';
import type { Survey } from './survey.ts';

/** What one program has made of the corpora. */
export interface Row {
  readonly program: string;
  readonly survey: Survey;
  readonly verdicts: readonly Verdict[];
}

const PAGE = join(import.meta.dirname, '../../../docs/kustomize.md');
const START = '<!-- figures: npm run kustomize-lines -- --write -->';
const END = '<!-- end of figures -->';

/** The figures as a table, a column for each program. */
export function tableOf(rows: readonly Row[]): string {
  const whys = [...new Set(rows.flatMap(({ survey }) => [...survey.failures.keys()]))].toSorted();
  const lines: (readonly [title: string, value: (row: Row) => string])[] = [
    ['kustomizations', ({ survey }) => String(survey.kustomizations)],
    ['rendered', ({ survey }) => String(survey.rendered.length)],
    ...whys.map((why) => [`not: ${why}`, ({ survey }: Row) => String(survey.failures.get(why) ?? 0)] as const),
    ['fields of the renders', ({ survey }) => String(fieldCount(survey))],
    ['their line is exact', ({ survey }) => share(survey, 'exact')],
    ['… approximate', ({ survey }) => share(survey, 'approximate')],
    ['… unknown', ({ survey }) => share(survey, 'unknown')],
    ['builds for each render and its map', ({ survey }) => (survey.builds / survey.rendered.length).toFixed(1)],
    ['exact lines that were changed', ({ verdicts }) => String(verdicts.length)],
    ['… changed just what they should', ({ verdicts }) => count(verdicts, 'right')],
    ['… did not', ({ verdicts }) => count(verdicts, 'wrong')],
    ['… did not render then, or hold no value of one line', ({ verdicts }) => count(verdicts, 'not decided')],
  ];
  const heads = rows.map(({ program, survey }) => `${program} ${survey.version}`);
  return [
    `| | ${heads.join(' | ')} |`,
    `|---|${heads.map(() => '---:|').join('')}`,
    ...lines.map(([title, value]) => `| ${title} | ${rows.map(value).join(' | ')} |`),
  ].join('\n');
}

function fieldCount({ rendered }: Survey): number {
  return rendered.reduce((sum, { fields }) => sum + fields.length, 0);
}

function share(survey: Survey, precision: string): string {
  const found = survey.rendered.flatMap(({ fields }) => fields).filter(({ source }) => source.precision === precision).length;
  return `${((100 * found) / fieldCount(survey)).toFixed(2)} %`;
}

function count(verdicts: readonly Verdict[], kind: Verdict['outcome']): string {
  return String(verdicts.filter(({ outcome }) => outcome === kind).length);
}

/** Puts the table between its marks into the page. */
export function writePage(table: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${PAGE} has no place for the figures`);
  writeFileSync(PAGE, `${page.slice(0, from + START.length)}\n${table}\n${page.slice(to)}`);
}
