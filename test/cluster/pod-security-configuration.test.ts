import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@bulwark/model';
import { describe, expect, inject, test } from 'vitest';
import { askOracle } from '../control-plane/oracle.ts';
import { controlPlanes } from './control-planes.ts';
import { dice } from './dice.ts';
import { anyConfiguration } from './pod-security/configurations.ts';
import { oracleReads, weRead } from './pod-security/read-configurations.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const CONFIGURATIONS = 3000;

describe.for(controlPlanes())('PodSecurityConfigurations of Kubernetes $minor', ({ minor, plane }) => {
  test(`${CONFIGURATIONS} of them, right and wrong`, async () => {
    const random = dice(seed() + 7);
    const configurations = Array.from({ length: CONFIGURATIONS }, () => anyConfiguration(random));
    const answers = await askOracle<Exclude<Parameters<typeof oracleReads>[0], { error: string }>>(
      plane.programs.oracle,
      configurations.map((object) => ({ ask: 'configuration', object })),
    );
    const differences = answers.flatMap((answer, index) => {
      const configuration = configurations[index] as Json;
      const [ours, expected] = [weRead(configuration), oracleReads(answer)];
      return isDeepStrictEqual(ours, expected) ? [] : [{ configuration, ours, expected, answer }];
    });
    const agree = CONFIGURATIONS - differences.length;
    addScore(inject('scoreboard'), { test: 'configurations read', minor, cases: CONFIGURATIONS, agree, elsewhere: 0 });
    expect(differences.slice(0, 3), `seed ${seed()}`).toEqual([]);
  });
});
