import { expect, test } from 'vitest';
import { ASSESSMENT } from './fixtures/framework.ts';
import { SHOP } from './fixtures/shop.ts';
import { reportErrors } from './fixtures/validate.ts';
import { json } from './json.ts';
import { NO_COLOURS } from './palette.ts';
import { frameworkText } from './text-framework.ts';
import { text } from './text.ts';

test('rows below their sections; those that stand elsewhere for one reason share a line', () => {
  expect([...frameworkText(ASSESSMENT, { width: 100, palette: NO_COLOURS })].join('')).toMatchInlineSnapshot(`
    "
    Rules of the house

    Files
      1.1 to 1.2  – elsewhere  it needs the files of the nodes
      1.3         – elsewhere  What 1.3 asks for: it needs the running cluster

    Pods
      2.1         ✓ pass       What 2.1 asks for
      2.2         ✗ fail       What 2.2 asks for: 2 findings of pod/image-tag
      2.3         ? unknown    What 2.3 asks for: what decides it could not be decided everywhere
      2.4         · manual     What 2.4 asks for

    house decides 2 of 7: 1 pass, 1 fail; 1 unknown, 1 for a person, 3 not from manifests
    "
  `);
});

test('a narrow terminal', () => {
  const lines = [...frameworkText(ASSESSMENT, { width: 60, palette: NO_COLOURS })].join('').split('\n');
  expect(Math.max(...lines.slice(0, -2).map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('the report for people ends with them, and is silent where it is to be quiet', () => {
  const input = { ...SHOP, framework: ASSESSMENT };
  const options = { failOn: 'high', width: 100 } as const;
  expect([...text(input, options)].join('')).toMatch(/3 not from manifests\n$/);
  expect([...text(input, { ...options, quiet: true })].join('')).not.toContain('Rules of the house');
});

test('the report for programs has them in the published form', () => {
  const report = JSON.parse([...json({ ...SHOP, framework: ASSESSMENT })].join('')) as { readonly framework: unknown };
  expect(reportErrors(report)).toEqual([]);
  const { framework, ...rest } = ASSESSMENT;
  expect(report.framework).toEqual(JSON.parse(JSON.stringify({ ...framework, ...rest })));
});
