import { SEVERITIES } from '@bulwark/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from './csv.ts';
import { HOSTILE, hostileInput } from './fixtures/hostile.ts';
import { readCsv } from './fixtures/read-csv.ts';
import { readXml } from './fixtures/read-xml.ts';
import { finding, reportInput } from './fixtures/shop.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html.ts';
import { junit } from './junit.ts';
import { loadFormat } from './late-formats.ts';
import type { LateFormat } from './late-renderer.ts';
import { markdown } from './markdown.ts';
import type { ReportInput } from './report-input.ts';

const FORMATS: readonly LateFormat[] = ['junit', 'markdown', 'github', 'gitlab', 'csv', 'html'];
const BARS = { failOn: 'medium' as const };
const join = (pieces: Iterable<string>): string => [...pieces].join('');

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'<>&"\'`|*_[]()@#:;=+-,\\/ \t\r\n\u2028\ud800$~!'), maxLength: 30 }),
);
const one = fc.record({
  control: text,
  severity: fc.constantFrom(...SEVERITIES),
  kind: text,
  name: text,
  namespace: fc.option(text, { nil: undefined }),
  file: fc.option(text, { nil: undefined }),
  line: fc.integer({ min: 1, max: 9 }),
  message: text,
});

const input: fc.Arbitrary<ReportInput> = fc
  .tuple(fc.array(one, { maxLength: 10 }), fc.array(text, { maxLength: 4 }))
  .map(([findings, texts]) => ({
    ...hostileInput(texts),
    findings: findings.map(({ control, severity, kind, name, namespace, file, line, message }) => ({
      ...finding({
        control,
        severity,
        object: { apiVersion: 'v1', kind, namespace, name },
        path: ['spec', message],
        place: { file: file ?? '', line, column: 1, endLine: line + 1, endColumn: 1, exact: true },
        message,
      }),
      ...(file === undefined ? { place: undefined } : {}),
    })),
  }));

test('JUnit is well-formed, and counts a test for each control of each object', () => {
  fc.assert(
    fc.property(input, (scan) => {
      const document = readXml(join(junit(scan, BARS)));
      const cases = document.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
      expect(document.attributes['tests']).toBe(String(cases.length));
      expect(cases.length > 0).toBe(scan.findings.length + scan.unknown.length + scan.coverage.failed.length > 0);
    }),
  );
});

test('a table comes back with a row for each thing, no row short of a cell, and no formula', () => {
  fc.assert(
    fc.property(input, (scan) => {
      const [head, ...rows] = readCsv(join(csv(scan)));
      expect(rows).toHaveLength(scan.findings.length + scan.unknown.length + scan.coverage.failed.length + 1);
      for (const row of rows) {
        expect(row).toHaveLength(head?.length ?? 0);
        for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }
    }),
  );
});

test('GitLab gets JSON with a fingerprint of its own for each issue', () => {
  fc.assert(
    fc.property(input, (scan) => {
      const issues = JSON.parse(join(gitlab(scan))) as readonly { readonly fingerprint: string }[];
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
      expect(issues.length).toBeGreaterThanOrEqual(scan.findings.length);
    }),
  );
});

test('a line for GitHub is a command of ours, or begins with a word of ours', () => {
  fc.assert(
    fc.property(input, (scan) => {
      for (const line of join(github(scan, BARS)).trimEnd().split('\n')) {
        expect(line).toMatch(
          /^(?:::(?:error|warning|notice|group|endgroup)[ :]|critical |high |medium |low |info |unknown |could not be read)/,
        );
        expect(line).not.toContain('##[');
      }
    }),
  );
});

test('a comment is no longer than it may be, and its folded parts end', () => {
  fc.assert(
    fc.property(input, (scan) => {
      const comment = join(markdown(scan, BARS));
      expect(comment.length).toBeLessThanOrEqual(65_536);
      const tags = (pattern: RegExp): number => comment.match(pattern)?.length ?? 0;
      expect(tags(/^<details/gm)).toBe(tags(/^<\/details>$/gm));
    }),
  );
});

test('the data of a page come back, and nothing else in it is a script', () => {
  fc.assert(
    fc.property(input, (scan) => {
      const page = join(html(scan, BARS));
      expect(page.match(/<script/g)).toHaveLength(2);
      const [, json = ''] = /id="data">([\s\S]*?)<\/script>/.exec(page) ?? [];
      const { objects } = JSON.parse(json) as { readonly objects: readonly { readonly findings: readonly unknown[] }[] };
      expect(objects.reduce((sum, { findings }) => sum + findings.length, 0)).toBe(scan.findings.length);
    }),
  );
});

test.for(FORMATS)('%s: the same scan gives the same bytes, and a scan without anything is one too', async (format) => {
  const render = await loadFormat(format);
  expect(join(render(hostileInput(), BARS))).toBe(join(render(hostileInput(), BARS)));
  expect(join(render(reportInput({}), BARS))).not.toBe('');
});
