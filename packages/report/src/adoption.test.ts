import type { Adoption } from '@bulwark/engine';
import { expect, test } from 'vitest';
import { adoptionRows } from './adoption-rows.ts';
import { SHOP } from './fixtures/shop.ts';
import { reportErrors, sarifErrors } from './fixtures/validate.ts';
import { ASSESSMENT } from './fixtures/framework.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { ReportInput } from './report-input.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

const [first, second, ...rest] = SHOP.findings;
if (first === undefined || second === undefined) throw new Error('the shop has two findings');
const place = { file: 'bulwark.yaml', line: 3, column: 5, endLine: 3, endColumn: 12, exact: true };

const ADOPTION: Adoption = {
  waived: [
    {
      finding: first,
      waiver: {
        origin: 'configuration',
        tool: 'bulwark',
        as: 'exceptions[0]',
        reason: 'agreed',
        owner: 'shop',
        expires: '2027-01-31',
        place,
      },
    },
    {
      finding: first,
      waiver: { origin: 'annotation', tool: 'polaris', as: 'polaris.fairwinds.com/exempt', reason: undefined, place: undefined },
    },
  ],
  baseline: { path: '.bulwark-baseline.json', known: [second], gone: 12, updated: false },
  changed: { since: 'origin/main', changed: 2, objects: 40, left: 9, leaning: 3 },
};
const INPUT: ReportInput = { ...SHOP, findings: rest, adoption: ADOPTION };

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Readonly<Record<string, unknown>>[];
  }[];
}

test('JSON lists what is waived with its reason and place, and counts what is known', () => {
  const report = JSON.parse([...json(INPUT)].join('')) as { readonly waived: readonly unknown[]; readonly summary: object };
  expect(reportErrors(report)).toEqual([]);
  expect(report.waived).toMatchObject([
    { control: first.control, waiver: { as: 'exceptions[0]', reason: 'agreed', owner: 'shop', file: 'bulwark.yaml', line: 3 } },
    { control: first.control, waiver: { tool: 'polaris' } },
  ]);
  expect(report.summary).toMatchObject({ waived: 2, known: 1, gone: 12, changed: ADOPTION.changed });
});

test('SARIF tells of what does not count as suppressed', () => {
  const log = JSON.parse([...sarif(INPUT)].join('')) as Log;
  expect(sarifErrors(log)).toEqual([]);
  const [run] = log.runs;
  const results = run?.results ?? [];
  expect(
    results.map(({ baselineState, suppressions }) => [
      baselineState,
      (suppressions as { kind: string }[] | undefined)?.[0]?.kind,
    ]),
  ).toEqual([...rest.map(() => ['new', undefined]), ['unchanged', 'external'], [undefined, 'external'], [undefined, 'inSource']]);
  const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];
  for (const { ruleId, ruleIndex } of results) expect(ids[Number(ruleIndex)]).toBe(ruleId);
});

test('text says how much does not count, and why', () => {
  const summary = [...text(INPUT, { failOn: 'high', width: 200 })].join('');
  expect(summary).toContain('Waived   2 waived: 1 in the configuration · 1 in annotations of polaris');
  expect(summary).toContain('Known    1 known from .bulwark-baseline.json; 12 of the baseline are gone: run --update-baseline');
  expect(summary).toContain(
    'Changed  2 of 40 objects since origin/main; 9 findings on the others are left out, 3 of them by controls',
  );
});

test.for([
  ['markdown', markdown],
  ['html', html],
] as const)('%s lists what is waived with its reason, and what is known', ([, render]) => {
  const page = [...render({ ...INPUT, framework: ASSESSMENT }, { failOn: 'never' })].join('');
  expect(page).toContain('; 2 waived, 1 known');
  expect(page).toContain('Waived: 2');
  expect(page).toMatch(/agreed \(shop\), until 2027-01-31; by the configuration, `?bulwark.yaml:3:5/);
  expect(page).toContain('no reason given; by an annotation of polaris');
  expect(page).toContain('1 known from .bulwark-baseline.json; 12 of the baseline are gone');
  expect(page).toContain('2 of 40 objects since');
  expect(page).toContain('Rules of the house');
  expect(page).toContain('? unknown');
  expect(page).toContain('Not judged');
  expect(page).not.toMatch(/✅|✓ Passed/);
});

test('what nobody has asked for is not spoken of', () => {
  expect(adoptionRows(undefined)).toEqual([]);
  expect(adoptionRows({ waived: [] })).toEqual([]);
});
