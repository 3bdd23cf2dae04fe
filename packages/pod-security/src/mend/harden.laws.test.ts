import { applyEdits, kubeObject, workloadsOf, type JsonObject, type KubeObject } from '@bulwark/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LevelVersion } from '../level-version.ts';
import { arbitraryPod } from '../testing/arbitrary-pod.ts';
import { NEWEST_MINOR, versionOf } from '../version.ts';
import { judgePod } from '../inventory/judge-pod.ts';
import { podOf } from '../inventory/object-pods.ts';
import { hardenObject } from './harden.ts';

const asPod = ({ metadata, spec }: { readonly metadata: unknown; readonly spec: unknown }): KubeObject =>
  kubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...(metadata as JsonObject), name: 'p' },
    spec: spec as JsonObject,
  });
const asDeployment = ({ metadata, spec }: { readonly metadata: unknown; readonly spec: unknown }): KubeObject =>
  kubeObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd' },
    spec: { template: { metadata: metadata as JsonObject, spec: spec as JsonObject } },
  });

const objects = arbitraryPod(fc.constantFrom('linux', 'linux', 'linux', 'windows')).chain((pod) =>
  fc.constantFrom(asPod(pod), asDeployment(pod)),
);
const standards: fc.Arbitrary<LevelVersion> = fc.record({
  level: fc.constantFrom('baseline' as const, 'restricted' as const),
  version: fc.integer({ min: 0, max: NEWEST_MINOR }).map(versionOf),
});

test('a hardened pod is allowed, or it is said what stands in the way', () => {
  fc.assert(
    fc.property(objects, standards, (object, standard) => {
      const { workloads, hardened } = hardenObject(object, standard);
      for (const { after, left } of workloads) {
        expect(left.length > 0 || after.unknown.length > 0).toBe(after.verdict !== 'allowed');
        expect(new Set(left.map(({ check }) => check))).toEqual(new Set(after.violations.map(({ check }) => check.id)));
      }
      const judged = workloadsOf(hardened).map((workload) => judgePod(podOf(workload), standard).verdict);
      expect(judged).toEqual(workloads.map(({ after }) => after.verdict));
    }),
    { numRuns: 400 },
  );
});

test('what complies is not touched, and to harden twice changes nothing', () => {
  fc.assert(
    fc.property(objects, standards, (object, standard) => {
      const once = hardenObject(object, standard);
      for (const { before, mends } of once.workloads) if (before.verdict === 'allowed') expect(mends).toEqual([]);
      if (once.workloads.every(({ mends }) => mends.length === 0)) expect(once.hardened).toBe(object);
      const twice = hardenObject(once.hardened, standard);
      expect(twice.workloads.flatMap(({ mends }) => mends)).toEqual([]);
      expect(twice.hardened).toBe(once.hardened);
    }),
    { numRuns: 200 },
  );
});

test('the edits together are what makes the hardened object, and none can be left out', () => {
  fc.assert(
    fc.property(objects, standards, (object, standard) => {
      const { workloads, hardened } = hardenObject(object, standard);
      const mends = workloads.flatMap((each) => each.mends);
      const edits = mends.flatMap((mend) => mend.edits);
      expect(applyEdits(object.value, edits)).toEqual(hardened.value);
      expect(applyEdits(hardened.value, edits)).toEqual(hardened.value);
      for (const mend of mends) {
        const rest = mends.filter((other) => other !== mend).flatMap((other) => other.edits);
        const fewer = kubeObject(applyEdits(object.value, rest) as typeof object.value, object);
        const broken = (some: KubeObject): number =>
          workloadsOf(some).flatMap((workload) => judgePod(podOf(workload), standard).violations.flatMap(({ fields }) => fields))
            .length;
        expect(broken(fewer)).toBeGreaterThan(broken(hardened));
      }
    }),
    { numRuns: 100 },
  );
});
