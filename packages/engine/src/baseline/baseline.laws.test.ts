import type { Finding } from '@bulwark/model';
import { assert, array, constantFrom, property, record, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { baselineOf, compareWith, merged, sizeOf } from './baseline.ts';
import { baselineText, parseBaseline } from './baseline-text.ts';

const fileOf = (path: string): string => path;

const finding = record({ fingerprint: constantFrom('f1', 'f2', 'f3'), file: constantFrom('a.yaml', 'b.yaml', 'c.yaml') }).map(
  ({ fingerprint, file }): Finding => ({
    control: 'test/one',
    title: 'Nothing is wrong',
    severity: 'high',
    severityReason: undefined,
    object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
    path: [],
    place: { file, line: 1, column: 1, endLine: 1, endColumn: 2, exact: true },
    message: 'it is wrong',
    evidence: [],
    remediation: 'mend it',
    fix: undefined,
    fingerprint,
  }),
);
const findings = array(finding, { maxLength: 12 });

function countOf(items: Iterable<{ readonly fingerprint: string }>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { fingerprint } of items) counts[fingerprint] = (counts[fingerprint] ?? 0) + 1;
  return counts;
}

test('what was written down as it is has nothing new and nothing gone', () => {
  assert(
    property(findings, (now) => {
      const { fresh, known, gone } = compareWith(baselineOf(now, fileOf), now, fileOf);
      expect([fresh, known, gone]).toEqual([[], now, []]);
    }),
  );
});

test('of each fingerprint as many are known as both sides have, the rest is new here or gone there', () => {
  assert(
    property(findings, findings, (before, now) => {
      const baseline = baselineOf(before, fileOf);
      const { fresh, known, gone } = compareWith(baseline, now, fileOf);
      const [had, has] = [countOf(before), countOf(now)];
      for (const fingerprint of ['f1', 'f2', 'f3']) {
        const [a, b] = [had[fingerprint] ?? 0, has[fingerprint] ?? 0];
        expect(countOf(known)[fingerprint] ?? 0).toBe(Math.min(a, b));
        expect(countOf(fresh)[fingerprint] ?? 0).toBe(Math.max(0, b - a));
        expect(sizeOf(gone.filter((entry) => entry.fingerprint === fingerprint))).toBe(Math.max(0, a - b));
      }
      expect(known.length + fresh.length).toBe(now.length);
    }),
  );
});

test('a finding in its old file is known before one that has moved', () => {
  assert(
    property(findings, findings, (before, now) => {
      const { fresh } = compareWith(baselineOf(before, fileOf), now, fileOf);
      // What is new in a file is there more often than the baseline has it there.
      for (const { fingerprint, place } of fresh) {
        const same = (other: Finding): boolean => other.fingerprint === fingerprint && other.place?.file === place?.file;
        expect(now.filter(same).length).toBeGreaterThan(before.filter(same).length);
      }
    }),
  );
});

test('the order in which things are found decides nothing of how many are new', () => {
  assert(
    property(findings, findings, (before, now) => {
      const there = compareWith(baselineOf(before, fileOf), now, fileOf);
      const back = compareWith(baselineOf(before.toReversed(), fileOf), now.toReversed(), fileOf);
      expect(countOf(back.fresh)).toEqual(countOf(there.fresh));
      expect(back.gone.length).toBe(there.gone.length);
    }),
  );
});

test('a baseline reads as it was written, whatever the order of what is in it', () => {
  assert(
    property(tuple(findings, findings), ([a, b]) => {
      const baseline = baselineOf([...a, ...b], fileOf);
      expect(parseBaseline(baselineText(baseline))).toEqual(baseline);
      expect(baselineText(baselineOf([...b, ...a], fileOf))).toBe(baselineText(baseline));
      expect(merged([...baselineOf(a, fileOf), ...baselineOf(b, fileOf)])).toEqual(baseline);
    }),
  );
});

test.for<[text: string, reason: string]>([
  ['', 'is no JSON'],
  ['[]', 'is no baseline of version 1'],
  ['{"version": 2, "findings": []}', 'is no baseline of version 1'],
  ['{"version": 1}', 'has no list of findings'],
  ['{"version": 1, "findings": [{"file": "a", "fingerprint": "f", "count": 0}]}', 'findings[0] is no entry of a baseline'],
  ['{"version": 1, "findings": [{"file": "a", "fingerprint": "f"}, null]}', 'findings[1] is no entry of a baseline'],
])('%s %s', ([text, reason]) => {
  expect(parseBaseline(text)).toEqual({ reason });
});
