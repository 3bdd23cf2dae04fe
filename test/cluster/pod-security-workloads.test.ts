import { describe, expect, test } from 'vitest';
import { inParallel } from '../control-plane/in-parallel.ts';
import { askOracle } from '../control-plane/oracle.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { askBoth } from './pod-security/ask-both.ts';
import { clusterOf } from './pod-security/cluster-of.ts';
import { modeLabels } from './pod-security/policy-labels.ts';
import { workloadCreation } from './pod-security/requests.ts';
import { settle } from './pod-security/settle.ts';
import { generatePods } from './pods/generate.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { workloadOf } from './pods/workloads.ts';
import { seed } from './seed.ts';

const WORKLOADS = 2000;
const WIDTH = 16;

interface Evaluations {
  readonly results: readonly { readonly message: string }[];
}

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

    const fromOracle = await askOracle<Evaluations>(
      plane.programs.oracle,
      cases.map(({ workload, namespace }) => ({ ask: 'pod-security', at: namespace.at, object: workload.object })),
    );
    const known = { namespaces: new Map(namespaces.map(({ name, labels }) => [name, labels])) };
    const requests = cases.map(({ workload, namespace }) => workloadCreation(namespace.name, workload));
    const rows = await askBoth({ api, plane }, clusterOf({ minor }, known), requests);

    const differences = rows.flatMap(({ server }, index) => {
      const evaluations = fromOracle[index];
      if (evaluations === undefined || 'error' in evaluations) throw new Error(`the oracle: ${JSON.stringify(evaluations)}`);
      if (server === undefined) return [];
      const at = cases[index]?.namespace.at ?? [];
      const [warned, audited] = evaluations.results.map(({ message }, mode) => violation(at[mode] ?? '', message));
      const said = [server.warnings[0], server.annotations['audit-violations']];
      return said[0] === warned && said[1] === audited ? [] : [{ asked: requests[index], said, expected: [warned, audited] }];
    });
    expect(differences.slice(0, 3)).toEqual([]);
    expect(settle('workloads created', minor, rows).length).toBeGreaterThan(WORKLOADS / 2);
  }, 600_000);
});

function violation(at: string, message: string): string | undefined {
  return message === '' ? undefined : `would violate PodSecurity "${at}": ${message}`;
}
