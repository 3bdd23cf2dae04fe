import { describe, expect, test } from 'vitest';
import { record } from './record.ts';
import { seed } from './seed.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { askOracle } from '../control-plane/oracle.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { generatePods } from './pods/generate.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { serverVerdict } from './pods/server-verdict.ts';

const PODS = 5000;
const WIDTH = 16;

interface Evaluations {
  readonly results: readonly { readonly allowed: boolean; readonly message: string }[];
}

describe.for(controlPlanes())('Pod Security of Kubernetes $minor', ({ minor, plane, api }) => {
  test(`the server and the oracle say the same of ${PODS} pods`, async () => {
    const namespaces = new Map(
      await inParallel(LEVEL_VERSIONS, WIDTH, async (at) => [at, await newNamespace(api, enforce(at))] as const),
    );
    const random = dice(seed());
    const cases = generatePods(PODS, seed()).flatMap((pod) => {
      const of = (level: string): string => random.pick(LEVEL_VERSIONS.filter((each) => each.startsWith(level)));
      return ['baseline', 'restricted'].map((level) => ({ pod, at: of(level) }));
    });

    const fromOracle = await askOracle<Evaluations>(
      plane.programs.oracle,
      cases.map(({ pod, at }) => ({ ask: 'pod-security', created: true, at: [at], object: pod })),
    );
    const fromServer = await inParallel(cases, WIDTH, ({ pod, at }) => serverVerdict(api, namespaces.get(at) ?? '', pod));

    record(
      `pod-security-${minor}`,
      cases.map((each, index) => ({ ...each, server: fromServer[index], oracle: fromOracle[index] })),
    );
    const count = { allowed: 0, refused: 0, invalid: 0 };
    const differences: unknown[] = [];
    for (const [index, verdict] of fromServer.entries()) {
      if ('invalid' in verdict) {
        count.invalid++;
        continue;
      }
      const answer = fromOracle[index];
      if (answer === undefined || 'error' in answer) throw new Error(`the oracle: ${JSON.stringify(answer)}`);
      count['allowed' in verdict ? 'allowed' : 'refused']++;
      const said = 'allowed' in verdict ? '' : verdict.refused;
      const message = answer.results[0]?.message;
      if (said !== message) differences.push({ ...cases[index], said, message });
    }
    console.log(`Kubernetes ${minor}, seed ${seed()}: ${JSON.stringify(count)}`);
    expect(differences.slice(0, 3)).toEqual([]);
    // Cases from both sides of the border, or nothing has been tried.
    expect(count.allowed).toBeGreaterThan(PODS / 5);
    expect(count.refused).toBeGreaterThan(PODS / 5);
  }, 600_000);
});

function enforce(at: string): Record<string, string> {
  const [level = '', version = ''] = at.split(':');
  return { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/enforce-version': version };
}
