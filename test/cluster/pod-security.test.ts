import { describe, expect, test } from 'vitest';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { askBoth } from './pod-security/ask-both.ts';
import { clusterOf } from './pod-security/cluster-of.ts';
import { oracleMessages } from './pod-security/oracle-messages.ts';
import { policyLabels, type Labels } from './pod-security/policy-labels.ts';
import { podCreation } from './pod-security/requests.ts';
import { settle } from './pod-security/settle.ts';
import { generatePods } from './pods/generate.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { verdictOf } from './pods/server-verdict.ts';
import { seed } from './seed.ts';

const PODS = 5000;
const WIDTH = 16;

describe.for(controlPlanes())('Pod Security of Kubernetes $minor', ({ minor, plane, api }) => {
  test(`the server, the oracle and we say the same of ${PODS} pods`, async () => {
    const random = dice(seed());
    const namespaces = new Map<string, Labels>();
    const enforcing = new Map(
      await inParallel(LEVEL_VERSIONS, WIDTH, async (at) => {
        const labels = policyLabels(random, at);
        const name = await newNamespace(api, labels);
        namespaces.set(name, labels);
        return [at, name] as const;
      }),
    );
    const cases = generatePods(PODS, seed()).flatMap((pod) => {
      const of = (level: string): string => random.pick(LEVEL_VERSIONS.filter((each) => each.startsWith(level)));
      return ['baseline', 'restricted'].map((level) => ({ pod, at: of(level) }));
    });

    const fromOracle = await oracleMessages(
      plane.programs.oracle,
      cases.map(({ pod, at }) => ({ object: pod, at: [at] })),
    );
    const requests = cases.map(({ pod, at }) => podCreation(enforcing.get(at) ?? '', pod));
    const rows = await askBoth({ api, plane }, clusterOf({ minor }, { namespaces }), requests);

    const count = { allowed: 0, refused: 0, invalid: 0 };
    const differences = rows.flatMap(({ answer }, index) => {
      const verdict = verdictOf(answer);
      if ('invalid' in verdict) {
        count.invalid++;
        return [];
      }
      count['allowed' in verdict ? 'allowed' : 'refused']++;
      const said = 'allowed' in verdict ? '' : verdict.refused;
      const message = fromOracle[index]?.[0] ?? said;
      return said === message ? [] : [{ ...cases[index], said, message }];
    });
    expect(differences.slice(0, 3)).toEqual([]);
    settle('pods created', minor, rows);
    // Cases from both sides of the border, or nothing has been tried.
    expect(count.allowed).toBeGreaterThan(PODS / 5);
    expect(count.refused).toBeGreaterThan(PODS / 5);
  }, 600_000);
});
