import { controls } from '@bulwark/controls';
import { CHECKS } from '@bulwark/pod-security';
import { describe, expect, test } from 'vitest';
import { CIS } from './cis.ts';
import { findFramework, frameworks } from './find-framework.ts';
import { controlsFor } from './framework.ts';

describe.for(frameworks.map((framework) => [framework.id, framework] as const))('%s', ([id, framework]) => {
  test('is found by its id, in whatever case', () => expect(findFramework(id.toUpperCase())).toBe(framework));

  test('each row has an id of its own and words', () => {
    const ids = framework.rows.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const row of framework.rows) {
      expect(row.title).toMatch(/^(?:[A-Z/]|etcd|root).*[^.\s]$/);
      expect(row.section).toMatch(/^[A-Za-z].*[^.\s]$/);
    }
  });

  test('its parameters are those of controls that it asks for', () => {
    const asked = new Map(controlsFor(framework, controls).map((control) => [control.id as string, control]));
    for (const [control, values] of Object.entries(framework.parameters ?? {})) {
      for (const name of Object.keys(values)) expect(asked.get(control)?.parameters?.[name]).toBeDefined();
    }
  });

  test('no control names a row that is not there', () => {
    const { requirement } = framework;
    if (requirement === undefined) return;
    const known = new Set(framework.rows.map((row) => row.id));
    const strangers = controls.flatMap(({ id: control, requirements }) =>
      (requirements[requirement] ?? []).filter((row) => !known.has(row)).map((row) => `${control}: ${row}`),
    );
    expect(strangers).toEqual([]);
  });
});

test('an id of no framework', () => expect(findFramework('cis-0.1')).toBeUndefined());

test('the benchmark has its 131 rows, as many in each section as it should', () => {
  expect(CIS.rows).toHaveLength(131);
  const sections = Map.groupBy(CIS.rows, ({ id }) =>
    id
      .split('.')
      .slice(0, id.startsWith('2.') ? 1 : 2)
      .join('.'),
  );
  expect(Object.fromEntries([...sections].map(([section, rows]) => [section, rows.length]))).toEqual({
    '1.1': 21,
    '1.2': 30,
    '1.3': 7,
    '1.4': 2,
    '2': 7,
    '3.1': 3,
    '3.2': 2,
    '4.1': 10,
    '4.2': 14,
    '4.3': 1,
    '5.1': 13,
    '5.2': 12,
    '5.3': 2,
    '5.4': 2,
    '5.5': 1,
    '5.6': 4,
  });
});

test('the standards have a row for every check', () => {
  expect(
    findFramework('pss-restricted')
      ?.rows.map(({ id }) => id)
      .toSorted(),
  ).toEqual(CHECKS.map(({ id }) => id as string).toSorted());
  expect(findFramework('pss-baseline')?.rows.length).toBe(CHECKS.filter(({ level }) => level === 'baseline').length);
});
