import { lineStartsOf, SEVERITIES, type Finding, type Place } from '@bulwark/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrame } from './code-frame.ts';
import { displayWidth } from './display-width.ts';
import { finding, reportInput } from './fixtures/shop.ts';
import { reportErrors, sarifErrors } from './fixtures/validate.ts';
import { json } from './json.ts';
import { layLine } from './laid-line.ts';
import type { ReportInput } from './report-input.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** What manifests are made of, and what they should not be made of. */
const alphabet = fc.constantFrom(
  'a',
  ' ',
  ':',
  '-',
  '"',
  '{',
  '}',
  '[',
  ']',
  '(',
  '\t',
  '\r',
  '\u001b[31m',
  '\u009b',
  '\u202e',
  '\u2028',
  '漢',
  'e\u0301',
  '🙂',
  '\ud800',
  '\u200d',
  '\ufeff',
);
const line = fc.string({ unit: alphabet, maxLength: 60 });
const source = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'));
const name = fc.oneof(fc.constantFrom('api', 'db', '__proto__', ''), line);

const place = fc.record({
  file: fc.constantFrom('a.yaml', './b c.yaml', '/abs.yaml', '<stdin>', 'ä\u001b.yaml'),
  line: fc.integer({ min: 1, max: 10 }),
  column: fc.integer({ min: 1, max: 70 }),
  length: fc.integer({ min: 0, max: 30 }),
  more: fc.integer({ min: 0, max: 4 }),
  exact: fc.boolean(),
});

const told = fc.record({
  control: fc.constantFrom('pod/privileged', 'secrets/literal-in-env', 'constructor/x', 'a/b'),
  severity: fc.constantFrom(...SEVERITIES),
  severityReason: fc.option(line, { nil: undefined }),
  apiVersion: fc.constantFrom('v1', 'apps/v1'),
  kind: name,
  name,
  namespace: fc.option(name, { nil: undefined }),
  path: fc.array(fc.oneof(line, fc.nat({ max: 5 })), { maxLength: 4 }),
  place: fc.option(place, { nil: undefined }),
  message: line,
  remediation: fc.constantFrom('mend it', 'do this\u001b[0m'),
});

const input = fc
  .record({ told: fc.array(told, { maxLength: 12 }), text: source })
  .map(({ told: list, text: content }) =>
    reportInput({ findings: list.map(findingOf), textOf: () => content, unknown: list.map(findingOf).map(asUnknown) }),
  );

function findingOf(
  { place: where, apiVersion, kind, name: own, namespace, ...rest }: typeof told extends fc.Arbitrary<infer T> ? T : never,
  id: number,
): Finding {
  const { length, more, ...start } = where ?? { length: 0, more: 0, file: '', line: 1, column: 1, exact: true };
  const at: Place = { ...start, endLine: start.line + more, endColumn: start.column + length };
  const made = finding({
    ...rest,
    message: `${rest.message} #${id}#`,
    object: { apiVersion, kind, namespace, name: own },
    place: at,
  });
  return where === undefined ? { ...made, place: undefined } : made;
}

function asUnknown({ control, object, path, place: where, message }: Finding): ReportInput['unknown'][number] {
  return { control, object, path, place: where, reason: message };
}

function textOf(report: ReportInput): string {
  const paint = (inner: string): string => `\u001b[1m${inner}\u001b[22m`;
  const palette = { bold: paint, dim: paint, red: paint, yellow: paint, green: paint, cyan: paint };
  return [...text({ ...report, unknown: [] }, { width: 80, all: true, failOn: 'high', palette })]
    .join('')
    .replaceAll('\u001b[1m', '')
    .replaceAll('\u001b[22m', '');
}

test('text: every finding appears once, and nothing reaches the terminal but lines and our colours', () => {
  fc.assert(
    fc.property(input, (report) => {
      const shown = textOf(report);
      expect(shown).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u);
      for (const id of report.findings.keys()) expect(shown.split(`#${id}#`)).toHaveLength(2);
    }),
  );
});

test('JSON: it parses, has the published form and every finding once, in order', () => {
  fc.assert(
    fc.property(input, (report) => {
      const written = [...json(report)].join('');
      const parsed = JSON.parse(written) as { readonly findings: readonly { readonly message: string }[] };
      expect(reportErrors(parsed)).toEqual([]);
      expect(parsed.findings.map((item) => item.message)).toEqual(report.findings.map((item) => item.message));
      expect(written).not.toMatch(/[^\P{C}\n]/u);
    }),
  );
});

test('SARIF: it parses, is valid and has every finding once, in order', () => {
  fc.assert(
    fc.property(input, (report) => {
      const parsed = JSON.parse([...sarif(report)].join('')) as {
        readonly runs: readonly [{ readonly results: readonly { readonly message: { readonly text: string } }[] }];
      };
      expect(sarifErrors(parsed)).toEqual([]);
      expect(parsed.runs[0].results.map((item) => /#\d+#$/.exec(item.message.text)?.[0])).toEqual(
        report.findings.map((_, id) => `#${id}#`),
      );
    }),
    { numRuns: 50 },
  );
});

test('the same input gives the same bytes', () => {
  const bytes = (report: ReportInput): string => [textOf(report), ...json(report), ...sarif(report)].join('');
  fc.assert(
    fc.property(input, (report) => {
      expect(bytes({ ...report, findings: structuredClone(report.findings) })).toBe(bytes(report));
    }),
    { numRuns: 20 },
  );
});

test('a frame keeps to its width', () => {
  const style = { gutter: (inner: string) => inner, mark: (inner: string) => inner };
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      place,
      fc.integer({ min: 40, max: 100 }),
      (lines, { length, more, ...start }, width) => {
        const content = lines.map((part) => `${part}${part}${part}`).join('\n');
        const where = { ...start, endLine: start.line + more, endColumn: start.column + length };
        const frame = codeFrame(where, { text: content, lineStarts: lineStartsOf(content) }, [], { ...style, width });
        for (const shown of frame) expect(displayWidth(shown)).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('a cut takes as many columns as were asked for', () => {
  const span = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 })).map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(
      line,
      fc.nat({ max: 80 }),
      fc.nat({ max: 80 }),
      fc.array(span, { maxLength: 1 }),
      (content, from, length, secrets) => {
        const laid = layLine(content, secrets);
        const expected = Math.max(0, Math.min(from + length, laid.width) - from);
        expect(displayWidth(laid.cut(from, from + length))).toBe(expected);
      },
    ),
  );
});

test('a secret never shows, wherever it stands and whatever is found around it', () => {
  const secret = fc.stringMatching(/^[A-Z0-9]{6,20}$/);
  const style = fc.constantFrom<[string, string]>(
    ['value: ', ''],
    ['"value": "', '"'],
    ["value: '", "'"],
    ['value: |\n      ', '\n'],
    ['value: >-\n      ', '\n      more'],
  );
  fc.assert(
    fc.property(secret, style, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }), (value, [before, after], others) => {
      const written = `${before}${value}${after}`;
      const content = `env:\n  - name: A\n    ${written}\n  - name: B\n    x: 1\n`;
      const startLine = 3;
      const height = written.split('\n').length - 1;
      const endColumn = height === 0 ? 5 + written.length : (written.split('\n').at(-1) ?? '').length + 1;
      const at = { file: 'a.yaml', line: startLine, column: 5, endLine: startLine + height, endColumn, exact: true };
      const object = { apiVersion: 'v1', kind: 'Pod', namespace: undefined, name: 'a' };
      const elsewhere = others.map((number) =>
        finding({
          control: 'a/b',
          object,
          path: [],
          place: { ...at, line: number, endLine: number + 2, column: 1 },
          message: 'm',
        }),
      );
      const own = finding({ control: 'secrets/literal-in-env', object, path: ['env', 0, 'value'], place: at, message: 'm' });
      const shown = textOf(reportInput({ findings: [own, ...elsewhere], textOf: () => content }));
      expect(shown).not.toContain(value);
      expect(shown).toContain('•');
    }),
  );
});
