import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff, linesOf } from './line-diff.ts';
import { hunksOf, NO_LINE_END, patchLines, patchPath } from './unified-diff.ts';

const text = fc
  .record({ lines: fc.array(fc.constantFrom('a', 'b', 'c', '', 'a\r'), { maxLength: 30 }), ends: fc.boolean() })
  .map(({ lines, ends }) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : ''));

/** Another text of most of the same lines. */
const edited = fc
  .record({
    before: text,
    cuts: fc.array(
      fc.record({ at: fc.nat(40), drop: fc.nat(2), put: fc.array(fc.constantFrom('a\n', 'x\n', 'y\n'), { maxLength: 3 }) }),
      { maxLength: 4 },
    ),
  })
  .map(({ before, cuts }) => {
    const lines = [...linesOf(before)];
    for (const { at, drop, put } of cuts) lines.splice(Math.min(at, lines.length), drop, ...put);
    return { before, after: lines.join('') };
  });

test('what a diff says, done to the old lines, makes the new ones', () => {
  fc.assert(
    fc.property(fc.oneof(edited, fc.record({ before: text, after: text })), ({ before, after }) => {
      const [old, now] = [linesOf(before), linesOf(after)];
      const made: string[] = [];
      let at = 0;
      for (const change of lineDiff(old, now)) {
        expect(change.before.end - change.before.start + change.after.end - change.after.start).toBeGreaterThan(0);
        made.push(...old.slice(at, change.before.start), ...now.slice(change.after.start, change.after.end));
        at = change.before.end;
      }
      expect([...made, ...old.slice(at)].join('')).toBe(after);
    }),
    { numRuns: 500 },
  );
});

test('no diff is longer than the one by the longest common lines', () => {
  const shortest = (a: readonly string[], b: readonly string[]): number => {
    const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        const row = common[i] ?? [];
        row[j] = a[i] === b[j] ? 1 + (common[i + 1]?.[j + 1] ?? 0) : Math.max(common[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
      }
    }
    return a.length + b.length - 2 * (common[0]?.[0] ?? 0);
  };
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [old, now] = [linesOf(before), linesOf(after)];
      const length = lineDiff(old, now).reduce(
        (sum, { before: gone, after: come }) => sum + gone.end - gone.start + come.end - come.start,
        0,
      );
      expect(length).toBe(shortest(old, now));
    }),
    { numRuns: 300 },
  );
});

test('the heads of hunks count their lines, and every line says where it stands', () => {
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      const [old, now] = [linesOf(before), linesOf(after)];
      for (const { head, lines } of hunksOf(before, after)) {
        const [, , oldCount = '1', , newCount = '1'] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(head) ?? [];
        expect(lines.filter(({ sign }) => sign !== '+')).toHaveLength(Number(oldCount));
        expect(lines.filter(({ sign }) => sign !== '-')).toHaveLength(Number(newCount));
        for (const line of lines) {
          if (line.before !== undefined) expect(old[line.before]).toBe(line.text);
          if (line.after !== undefined) expect(now[line.after]).toBe(line.text);
        }
      }
    }),
  );
});

test('a patch looks as git writes it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl';
  expect([...patchLines('k8s/a file.yaml', before, before.replace('b\n', 'B\nB2\n').replace(/l$/, 'm'))].join('')).toBe(
    `--- a/k8s/a file.yaml\t\n+++ b/k8s/a file.yaml\t\n@@ -1,5 +1,6 @@\n a\n-b\n+B\n+B2\n c\n d\n e\n@@ -9,4 +10,4 @@\n i\n j\n k\n-l\n${NO_LINE_END}\n+m\n${NO_LINE_END}\n`,
  );
  expect([...patchLines('a', 'x\n', 'x\n')].join('')).toBe('--- a/a\n+++ b/a\n');
  expect(['a"b\\c', 'tab\there', 'bell\u0007', '\u0085', 'ü'].map(patchPath)).toEqual([
    String.raw`"a\"b\\c"`,
    String.raw`"tab\there"`,
    String.raw`"bell\007"`,
    String.raw`"\302\205"`,
    'ü',
  ]);
});

test('two texts with nothing in common are soon told apart', () => {
  const [before, after] = ['a', 'b'].map((word) => Array.from({ length: 20_000 }, (_, at) => `${word}${at}\n`).join(''));
  expect(hunksOf(before ?? '', after ?? '')).toHaveLength(1);
}, 20_000);
