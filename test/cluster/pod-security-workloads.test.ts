import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { askBoth } from './pod-security/ask-both.ts';
import { clusterOf } from './pod-security/cluster-of.ts';
import { oracleMessages, violation } from './pod-security/oracle-messages.ts';
import { modeLabels } from './pod-security/policy-labels.ts';
import { workloadCreation } from './pod-security/requests.ts';
import { sentWarnings } from './pod-security/sent-warnings.ts';
import { settle } from './pod-security/settle.ts';
import { generatePods } from './pods/generate.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { workloadOf } from './pods/workloads.ts';
import { seed } from './seed.ts';

const WORKLOADS = 2000;
const WIDTH = 16;

describe.for(controlPlanes())('Pod Security of workloads in Kubernetes $minor', ({ minor, plane, api }) => {
  test(`the server warns of ${WORKLOADS} workloads, and audits them, with the words of the oracle and of ours`, async () => {
    const random = dice(seed() + 1);
    const pairs = Array.from({ length: 24 }, () => ({ warn: random.pick(LEVEL_VERSIONS), audit: random.pick(LEVEL_VERSIONS) }));
    const namespaces = await inParallel(pairs, WIDTH, async ({ warn, audit }) => {
      const labels = { ...modeLabels('warn', warn), ...modeLabels('audit', audit) };
      return { name: await newNamespace(api, labels), labels, at: [warn, audit] };
    });
    const cases = generatePods(WORKLOADS, seed() + 1).map((pod) => ({
      workload: workloadOf(random, pod),
      namespace: random.pick(namespaces),
    }));

    const fromOracle = await oracleMessages(
      plane.programs.oracle,
      cases.map(({ workload, namespace }) => ({ object: workload.object, at: namespace.at })),
    );
    const known = { namespaces: new Map(namespaces.map(({ name, labels }) => [name, labels])) };
    const requests = cases.map(({ workload, namespace }) => workloadCreation(namespace.name, workload));
    const rows = await askBoth({ api, plane }, clusterOf({ minor }, known), requests);

    const differences = rows.flatMap(({ server }, index) => {
      const messages = fromOracle[index];
      if (server === undefined || messages === undefined) return [];
      const at = cases[index]?.namespace.at ?? [];
      const [warned, audited] = messages.map((message, mode) => violation(at[mode] ?? '', message));
      const said = [server.warnings, server.annotations['audit-violations']];
      const expected = [sentWarnings(warned === undefined ? [] : [warned]), audited];
      return isDeepStrictEqual(said, expected) ? [] : [{ asked: requests[index], said, expected }];
    });
    expect(differences.slice(0, 3)).toEqual([]);
    expect(settle('workloads created', minor, rows).length).toBeGreaterThan(WORKLOADS / 2);
  }, 600_000);
});
