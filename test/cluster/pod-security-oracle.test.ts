import { asCreated, detailText, evaluatePod, parseLevel, parseVersion, readPod, type LevelVersion } from '@bulwark/pod-security';
import type { Json } from '@bulwark/model';
import { describe, expect, inject, test } from 'vitest';
import { controlPlanes } from './control-planes.ts';
import { newestOf } from './pod-security/cluster-of.ts';
import { oracleMessages } from './pod-security/oracle-messages.ts';
import { generatePods } from './pods/generate.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const PODS = 2000;

describe.for(controlPlanes())('Pod Security by the evaluator of Kubernetes $minor', ({ minor, plane }) => {
  test(`${PODS} pods, also those that no server takes, at ${LEVEL_VERSIONS.length} levels`, async () => {
    const pods = generatePods(PODS, seed() + 2, { ephemeral: true });
    const standards = LEVEL_VERSIONS.map(levelVersion);
    const messages = await oracleMessages(
      plane.programs.oracle,
      pods.map((object) => ({ object, at: LEVEL_VERSIONS })),
    );
    const answered = pods.flatMap((pod, index) => {
      const expected = messages[index];
      return expected === undefined ? [] : [{ pod, expected }];
    });
    const differences = answered.flatMap(({ pod, expected }) => {
      const read = readPod(asCreated({ metadata: pod['metadata'] as Json, spec: pod['spec'] as Json }));
      return standards.flatMap((standard, at) => {
        const ours = detailText(evaluatePod(read, standard, newestOf(minor)));
        return ours === expected[at] ? [] : [{ pod, at: LEVEL_VERSIONS[at], ours, expected: expected[at] }];
      });
    });
    const cases = answered.length * LEVEL_VERSIONS.length;
    addScore(inject('scoreboard'), {
      test: 'pods, evaluator alone',
      minor,
      cases,
      agree: cases - differences.length,
      elsewhere: 0,
    });
    expect(differences.slice(0, 3), `seed ${seed()}`).toEqual([]);
    expect(answered.length).toBeGreaterThan(PODS * 0.95);
  });
});

function levelVersion(at: string): LevelVersion {
  const [level, version] = at.split(':');
  const read = { level: parseLevel(level ?? ''), version: parseVersion(version ?? '') };
  if (read.level === undefined || read.version === undefined) throw new Error(`no level and version: ${at}`);
  return { level: read.level, version: read.version };
}
