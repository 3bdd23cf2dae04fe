import { describe, expect, test } from 'vitest';
import { inParallel } from '../control-plane/in-parallel.ts';
import { askOracle } from '../control-plane/oracle.ts';
import { auditEvents } from './audit-log.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { eventually } from './eventually.ts';
import { generatePods } from './pods/generate.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { workloadOf } from './pods/workloads.ts';
import { record } from './record.ts';
import { seed } from './seed.ts';

const WORKLOADS = 2000;
const WIDTH = 16;
const AUDITED = 'pod-security.kubernetes.io/audit-violations';

interface Evaluations {
  readonly results: readonly { readonly message: string }[];
}

describe.for(controlPlanes())('Pod Security of workloads in Kubernetes $minor', ({ minor, plane, api }) => {
  test(`the server warns of ${WORKLOADS} workloads, and audits them, with the words of the oracle`, async () => {
    const random = dice(seed() + 1);
    const pairs = Array.from({ length: 24 }, () => ({ warn: random.pick(LEVEL_VERSIONS), audit: random.pick(LEVEL_VERSIONS) }));
    const namespaces = await inParallel(pairs, WIDTH, async ({ warn, audit }) => ({
      name: await newNamespace(api, { ...labels('warn', warn), ...labels('audit', audit) }),
      at: [warn, audit],
    }));
    const cases = generatePods(WORKLOADS, seed() + 1).map((pod) => ({
      ...workloadOf(random, pod),
      namespace: random.pick(namespaces),
    }));

    const fromOracle = await askOracle<Evaluations>(
      plane.programs.oracle,
      cases.map(({ object, namespace }) => ({ ask: 'pod-security', at: namespace.at, object })),
    );
    const fromServer = await inParallel(cases, WIDTH, ({ object, path, namespace }) =>
      api.request('POST', `${path(namespace.name)}?dryRun=All&fieldValidation=Strict`, object),
    );
    const audited = await eventually(async () => auditOf(plane.auditLog, cases.map(key)));
    if (audited === undefined) throw new Error('the audit log has not all requests');

    record(
      `pod-security-workloads-${minor}`,
      cases.map((each, index) => ({
        object: each.object,
        at: each.namespace.at,
        ...fromServer[index],
        audited: audited.get(key(each)),
        oracle: fromOracle[index],
      })),
    );
    let taken = 0;
    const differences = cases.flatMap((each, index) => {
      const answer = fromServer[index];
      const evaluations = fromOracle[index];
      if (evaluations === undefined || 'error' in evaluations) throw new Error(`the oracle: ${JSON.stringify(evaluations)}`);
      if (answer?.status !== 201) return [];
      taken++;
      const expected = evaluations.results.map(({ message }, mode) => violation(each.namespace.at[mode] ?? '', message));
      const warned = answer.warnings.find((text) => text.startsWith('would violate PodSecurity'));
      const said = [warned, audited.get(key(each))];
      return said[0] === expected[0] && said[1] === expected[1] ? [] : [{ object: each.object, said, expected }];
    });
    console.log(`Kubernetes ${minor}, seed ${seed()}: ${taken} of ${WORKLOADS} workloads taken`);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(taken).toBeGreaterThan(WORKLOADS / 2);
  }, 600_000);
});

function labels(mode: string, at: string): Record<string, string> {
  const [level = '', version = ''] = at.split(':');
  return { [`pod-security.kubernetes.io/${mode}`]: level, [`pod-security.kubernetes.io/${mode}-version`]: version };
}

function violation(at: string, message: string): string | undefined {
  return message === '' ? undefined : `would violate PodSecurity "${at}": ${message}`;
}

function key({ namespace, name }: { readonly namespace: { readonly name: string }; readonly name: string }): string {
  return `${namespace.name}/${name}`;
}

/** What the audit log says of each, once it has them all. */
async function auditOf(file: string, keys: readonly string[]): Promise<ReadonlyMap<string, string | undefined> | undefined> {
  const wanted = new Set(keys);
  const found = new Map<string, string | undefined>();
  for (const { verb, objectRef, annotations } of auditEvents(file)) {
    const name = `${objectRef?.namespace}/${objectRef?.name}`;
    if (verb === 'create' && wanted.has(name)) found.set(name, annotations?.[AUDITED]);
  }
  return found.size === wanted.size ? found : undefined;
}
