import { Inventory, NOTHING_COVERED, type Severity } from '@bulwark/model';
import { expect, test } from 'vitest';
import { scan } from './scan.ts';
import { summarize } from './summary.ts';
import { objectControl, POD, workloadControl } from './testing/controls.ts';
import { objectsIn, pod } from './testing/objects.ts';

const failing = (id: `${string}/${string}`, levels: readonly Severity[], names?: readonly string[]) =>
  objectControl(id, [POD], {
    severity: 'medium',
    check: (object) =>
      names !== undefined && !names.includes(object.name)
        ? []
        : levels.map((level, index) => ({ at: ['spec', String(index)], message: 'no', severity: { level, reason: 'a test' } })),
  });

test('counts by severity, and the three controls that weigh most', () => {
  const controls = [
    failing('test/many-low', ['low', 'low', 'low']), // 3 objects × 3
    failing('test/one-critical', ['critical', 'low'], ['a']), // 100
    failing('test/medium', ['medium', 'info']), // 3 × 10
    failing('test/info', ['info']), // 3 × 1
    workloadControl('test/unknown', { check: () => [{ at: [], unknown: 'not known' }] }),
  ];
  const summary = summarize(scan(Inventory.of([pod('a'), pod('b'), pod('c')]), { controls }));
  expect(summary.findings).toEqual({ critical: 1, high: 0, medium: 3, low: 10, info: 6 });
  expect(summary.unknown).toBe(3);
  expect(summary.objects).toBe(3);
  expect(
    summary.nextSteps.map(({ control, severity, findings, objects, weight }) => ({
      control,
      severity,
      findings,
      objects,
      weight,
    })),
  ).toEqual([
    { control: 'test/one-critical', severity: 'critical', findings: 2, objects: 1, weight: 100 },
    { control: 'test/medium', severity: 'medium', findings: 6, objects: 3, weight: 30 },
    { control: 'test/many-low', severity: 'low', findings: 9, objects: 3, weight: 9 },
  ]);
});

test('the same object in two files is two objects to mend, and equal weights go by id', () => {
  const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n';
  const objects = [...objectsIn(text, 'dev/a.yaml', { scope: 'dev' }), ...objectsIn(text, 'prod/a.yaml', { scope: 'prod' })];
  const { nextSteps } = summarize(
    scan(Inventory.of(objects), { controls: [failing('test/b', ['low']), failing('test/a', ['low'])] }),
  );
  expect(nextSteps.map(({ control, objects: count }) => [control, count])).toEqual([
    ['test/a', 2],
    ['test/b', 2],
  ]);
});

test('files and documents are those of the coverage', () => {
  const files = (['scanned', 'scanned', 'failed', 'skipped'] as const).map((status, index) => ({
    path: `${index}.yaml`,
    status,
    reason: undefined,
    named: false,
  }));
  const documents = { kubernetes: 3, empty: 1, other: 0, notRendered: 2, failed: 1 };
  const summary = summarize(scan(Inventory.of([], { coverage: { ...NOTHING_COVERED, files, documents } }), { controls: [] }));
  expect(summary.files).toEqual({ scanned: 2, skipped: 1, failed: 1 });
  expect(summary.documents).toEqual(documents);
  expect(summary.nextSteps).toEqual([]);
});
