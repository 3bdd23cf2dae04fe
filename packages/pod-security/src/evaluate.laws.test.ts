import { isArray, isObject, type Json } from '@bulwark/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECKS, checksAt } from './checks/registry.ts';
import { detailText, evaluateCheck, evaluatePod, reasonText, type Evaluation } from './evaluate.ts';
import { LEVELS, type Level } from './level.ts';
import { withDefaults } from './pod/defaults.ts';
import { readPod } from './pod/read-pod.ts';
import { podAt } from './testing/cluster.ts';
import { arbitraryContainer, arbitraryPod, type ArbitraryPod } from './testing/arbitrary-pod.ts';
import { LATEST, NEWEST_MINOR, versionOf } from './version.ts';

const minors = fc.integer({ min: 0, max: NEWEST_MINOR });
const evaluate = ({ metadata, spec }: { metadata?: Json; spec?: Json }, level: Level, minor: number): Evaluation =>
  evaluatePod(readPod(withDefaults({ metadata, spec })), { level, version: versionOf(minor) });
const forbids = (pod: ArbitraryPod, level: Level, minor: number): boolean => evaluate(pod, level, minor).verdict === 'forbidden';

test('what the baseline refuses, restricted refuses, in every version', () => {
  fc.assert(
    fc.property(arbitraryPod(), minors, (pod, minor) => {
      expect(forbids(pod, 'restricted', minor) || !forbids(pod, 'baseline', minor)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('on Windows it need not: from 1.25 on restricted has no word about capabilities and seccomp there, and the baseline has', () => {
  const web = { name: 'web', securityContext: { runAsNonRoot: true, capabilities: { add: ['SYS_ADMIN'] } } };
  const pod = { metadata: {}, spec: { os: { name: 'windows' }, containers: [web] } };
  expect([24, 25].map((minor) => forbids(pod, 'restricted', minor))).toEqual([true, false]);
  expect(forbids(pod, 'baseline', 25)).toBe(true);
});

test('privileged refuses nothing', () => {
  fc.assert(
    fc.property(arbitraryPod(fc.constantFrom('linux', 'windows')), minors, (pod, minor) => {
      expect(evaluate(pod, 'privileged', minor).verdict).toBe('allowed');
    }),
  );
});

const [safe] = podAt('restricted').spec.containers;

test('a safe container more changes no verdict, and a bad one makes none better', () => {
  fc.assert(
    fc.property(arbitraryPod(), arbitraryContainer, fc.constantFrom(...LEVELS), minors, (pod, other, level, minor) => {
      const containers = isArray(pod.spec['containers']) ? pod.spec['containers'] : [];
      const withOne = (container: Json): ArbitraryPod => ({
        ...pod,
        spec: { ...pod.spec, containers: [...containers, container] },
      });
      expect(forbids(withOne(safe), level, minor)).toBe(forbids(pod, level, minor));
      if (forbids(pod, level, minor)) expect(forbids(withOne(other), level, minor)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the order of containers changes words, and no verdict', () => {
  fc.assert(
    fc.property(arbitraryPod(), fc.constantFrom(...LEVELS), minors, (pod, level, minor) => {
      const containers = isArray(pod.spec['containers']) ? pod.spec['containers'] : [];
      const turned = { ...pod, spec: { ...pod.spec, containers: containers.toReversed() } };
      expect(reasonText(evaluate(turned, level, minor))).toBe(reasonText(evaluate(pod, level, minor)));
    }),
  );
});

test('versions that relax refuse no more than the one before them', () => {
  const stricterAt = (minor: number): boolean =>
    CHECKS.some(({ versions }) => versions.some(({ since, stricter }) => stricter && since === minor));
  fc.assert(
    fc.property(
      arbitraryPod(fc.constantFrom('linux', 'windows')),
      fc.constantFrom<Level>('baseline', 'restricted'),
      fc.integer({ min: 1, max: NEWEST_MINOR }).filter((minor) => !stricterAt(minor)),
      (pod, level, minor) => {
        expect(forbids(pod, level, minor - 1) || !forbids(pod, level, minor)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('defaults come once', () => {
  fc.assert(
    fc.property(arbitraryPod(), (pod) => {
      const once = withDefaults(pod);
      expect(withDefaults(once)).toBe(once);
    }),
  );
});

/** Any value in the place of any part of a pod. */
const hostile = fc.tuple(arbitraryPod(), fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([pod, at, value]): Json => {
  let left = at % 40;
  const replaced = (part: Json): Json => {
    if (left-- === 0) return value;
    if (isArray(part)) return part.map(replaced);
    return isObject(part) ? Object.fromEntries(Object.entries(part).map(([key, item]) => [key, replaced(item ?? null)])) : part;
  };
  return replaced({ metadata: pod.metadata, spec: pod.spec });
});

test('nothing that stands in a pod makes it throw, and every word has its field', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(...LEVELS), minors, (value, level, minor) => {
      const parts = isObject(value) ? { metadata: value['metadata'] ?? null, spec: value['spec'] ?? null } : { spec: value };
      const evaluation = evaluate(parts, level, minor);
      expect(evaluation.verdict === 'allowed').toBe(evaluation.violations.length + evaluation.unknown.length === 0);
      expect(evaluation.violations.every(({ fields }) => fields.length > 0)).toBe(true);
      expect(detailText(evaluation) === '').toBe(evaluation.violations.length === 0);
    }),
    { numRuns: 3000 },
  );
});

test('a check alone says what it says with the others of its level', () => {
  fc.assert(
    fc.property(
      fc.oneof(arbitraryPod(fc.constantFrom('linux', 'windows')), hostile),
      fc.constantFrom(...CHECKS),
      (value, check) => {
        const { metadata = null, spec = null } = isObject(value) ? value : {};
        const pod = readPod(withDefaults({ metadata, spec }));
        const found = evaluatePod(pod, { level: check.level, version: LATEST }).violations.find((each) => each.check === check);
        const { reason, detail, fields } = evaluateCheck(pod, check.id) ?? {};
        expect([reason, detail, fields]).toEqual([found?.reason, found?.detail, found?.fields]);
      },
    ),
    { numRuns: 3000 },
  );
});

test('the table of checks is in order: ids sorted by level, versions rising, baseline checks overridden by restricted ones', () => {
  const ids = (level: Level): readonly string[] => CHECKS.filter((check) => check.level === level).map(({ id }) => id);
  for (const level of ['baseline', 'restricted'] as const) expect(ids(level)).toEqual(ids(level).toSorted());
  expect(CHECKS.map(({ id }) => id)).toEqual([...ids('baseline'), ...ids('restricted')]);
  for (const { versions, level } of CHECKS) {
    const since = versions.map((version) => version.since);
    expect(since).toEqual([...new Set(since)].toSorted((a, b) => a - b));
    for (const { overrides = [] } of versions) {
      expect(level === 'restricted' || overrides.length === 0).toBe(true);
      for (const id of overrides) expect(ids('baseline')).toContain(id);
    }
  }
  expect(checksAt('privileged', NEWEST_MINOR)).toEqual([]);
});
