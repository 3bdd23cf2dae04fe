import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corporaFolder } from '../../tools/corpora.ts';
import type { Answer } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { askOracle } from '../control-plane/oracle.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { classesOf, tally } from './objects/classes.ts';
import { servedKinds } from './objects/kinds.ts';
import { manifests } from './objects/manifests.ts';
import { mutants, unchanged, type Mutant } from './objects/mutate.ts';
import { messageOf } from './pods/server-verdict.ts';
import { record } from './record.ts';
import { seed } from './seed.ts';

const MUTANTS = 5000;
const WIDTH = 16;

interface Decoding {
  readonly strict: readonly string[];
  readonly fatal?: string;
  readonly message?: string;
}

/** What the server says once it has decoded an object, also with the status 400. */
const LATER = 'the namespace of the provided object does not match the namespace sent on the request';

function decodingMessage(answer: Answer | undefined): string | undefined {
  const message = answer?.status === 400 ? messageOf(answer) : LATER;
  return message === LATER ? undefined : message;
}

const corpora = corporaFolder();
if (corpora === undefined) console.log('skipped: strict validation of changed manifests: no corpora');

describe.runIf(corpora !== undefined).for(controlPlanes())('strict validation of Kubernetes $minor', ({ minor, plane, api }) => {
  test(`the server and the oracle say the same of ${MUTANTS} manifests that somebody has changed, and of all as they are`, async () => {
    const { oracle } = plane.programs;
    const namespace = await newNamespace(api);
    const kinds = await servedKinds(api);
    const shipped = await manifests(join(corpora ?? '', 'real'), oracle, kinds, namespace);
    const cases = [...shipped.map(unchanged), ...mutants(shipped, MUTANTS, seed())];

    const send = ({ apiVersion, kind, text }: Mutant): Promise<Answer> => {
      const path = kinds.get(`${apiVersion} ${kind}`)?.path(namespace) ?? '';
      return api.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, text);
    };
    const fromServer = await inParallel(cases, WIDTH, send);
    const fromOracle = await askOracle<Decoding>(
      oracle,
      cases.map(({ apiVersion, kind, text }) => ({ ask: 'strict', apiVersion, kind, text })),
    );

    record(
      `strict-validation-${minor}`,
      cases.map((each, index) => ({
        ...each,
        decoding: fromOracle[index],
        status: fromServer[index]?.status,
        body: fromServer[index]?.body,
      })),
    );
    const differences = cases.flatMap((each, index) => {
      const message = decodingMessage(fromServer[index]);
      const decoding = fromOracle[index];
      if (decoding === undefined || 'error' in decoding) throw new Error(`the oracle: ${JSON.stringify(decoding)}`);
      return message === decoding.message ? [] : [{ ...each, message, decoding }];
    });
    const statuses = tally(fromServer.map(({ status }) => String(status)));
    const classes = tally(fromServer.flatMap(classesOf));
    console.log(`Kubernetes ${minor}, seed ${seed()}, ${shipped.length} manifests:`, statuses, classes);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(statuses['400']).toBeGreaterThan(MUTANTS / 5);
    expect(statuses['201']).toBeGreaterThan(MUTANTS / 10);
  }, 600_000);
});
