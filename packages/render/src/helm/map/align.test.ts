import { expect, test } from 'vitest';

import { sectionsOf } from '../documents.ts';
import { alignSection } from './align.ts';

const section = (lines: readonly string[]) => ({ template: 'x', firstLine: 1, lines });
const raw = (text: string, loose?: ReadonlySet<number>) => ({ lines: text.split('\n'), loose });

test('each part is found once, whatever their order', () => {
  const printed = raw('\na: 1\n---\nb: 1\n\n--- # two\nb: 1\n');
  const used = new Set<number>();
  expect(alignSection(section(['b: 1']), printed, used)).toBe(3);
  expect(alignSection(section(['# two', 'b: 1', '']), printed, used)).toBe(5);
  expect(alignSection(section(['a: 1']), printed, used)).toBe(1);
  expect(alignSection(section(['a: 1']), printed, used)).toBeUndefined();
});

test('a line that differs from render to render fits whatever it is', () => {
  expect(alignSection(section(['a: 1', 'b: xyz']), raw('a: 1\nb: abc', new Set([1])), new Set())).toBe(0);
  expect(alignSection(section(['a: 1', 'b: xyz']), raw('a: 1\nb: abc'), new Set())).toBeUndefined();
});

test('sections of what helm prints, with their lines', () => {
  const text = '---\n# Source: app/crds/a.yaml\nkind: A\n---\nkind: B\n---\n# Source: app/templates/b.yaml\nkind: C\n\n';
  expect(sectionsOf(text)).toEqual([
    { template: 'app/crds/a.yaml', firstLine: 3, lines: ['kind: A', '---', 'kind: B'] },
    { template: 'app/templates/b.yaml', firstLine: 8, lines: ['kind: C', ''] },
  ]);
});
