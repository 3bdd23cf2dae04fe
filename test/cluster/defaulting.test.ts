import { isKubeValue, isObject, withDefaults, type Json, type JsonObject } from '@bulwark/model';
import { loadSchema, type Schema } from '@bulwark/schema';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corporaFolder } from '../../tools/corpora.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { lackingIn } from './objects/differences.ts';
import { servedKinds, type Kind } from './objects/kinds.ts';
import { manifests } from './objects/manifests.ts';
import { mutants, type Mutant } from './objects/mutate.ts';
import { sparseObjects } from './objects/sparse.ts';
import { compare, filledIn, nameOf } from './objects/stored-form.ts';
import { seed } from './seed.ts';

const OF_EACH_KIND = 40;
const MUTANTS = 3000;
const WIDTH = 16;

const corpora = corporaFolder();
if (corpora === undefined) console.log('skipped: defaults of shipped manifests: no corpora');

/** The kinds of a minor, whether a server serves them by default or not. */
function kindsOf(schema: Schema): ReadonlyMap<string, Kind> {
  return new Map(
    [...schema.kinds()].map(({ apiVersion, kind, namespaced }) => [
      `${apiVersion} ${kind}`,
      { apiVersion, kind, namespaced, path: () => '' },
    ]),
  );
}

async function readObjects(schema: Schema, oracle: string): Promise<readonly JsonObject[]> {
  const folders = corpora === undefined ? [] : [join(corpora, 'real'), join(corpora, 'conformance/k8s-api-roundtrip')];
  const shipped = await Promise.all(folders.map((folder) => manifests(folder, oracle, kindsOf(schema), 'test')));
  return [
    ...(shipped.flat() as readonly JsonObject[]),
    ...(shipped[0] === undefined ? [] : mutants(shipped[0], MUTANTS, seed()).flatMap(objectIn)),
    ...(sparseObjects(schema, OF_EACH_KIND, seed()) as readonly JsonObject[]),
  ];
}

/** The object in a text that somebody has changed, where there still is one that JavaScript can hold. */
function objectIn({ text }: Mutant): readonly JsonObject[] {
  const object = JSON.parse(text) as Json;
  return isKubeValue(object) && !text.includes('1e400') ? [object] : [];
}

const NAMES_ACCOUNT = /"serviceAccount":/;

describe.for(controlPlanes())('defaulting of Kubernetes $minor', ({ minor, plane, api }) => {
  const { oracle } = plane.programs;
  const number = Number(minor.split('.')[1]);

  let known: Promise<readonly JsonObject[]> | undefined;

  const objectsOf = (schema: Schema): Promise<readonly JsonObject[]> => (known ??= readObjects(schema, oracle));

  test('objects of every kind become what the server makes of them', async () => {
    const schema = await loadSchema(number);
    const objects = await objectsOf(schema);
    // Before 1.37 the two names of a service account are not made one by a default, but right after.
    const comparable =
      number >= 37 ? objects : objects.filter((object) => !NAMES_ACCOUNT.test(JSON.stringify(withDefaults(object, schema))));
    const { found, alike, unreadable } = await compare(oracle, schema, comparable);
    console.log(`Kubernetes ${minor}, seed ${seed()}: ${alike} objects alike, ${unreadable} that neither can read`);
    expect(found.slice(0, 10)).toEqual([]);
    expect(alike).toBeGreaterThan(2000);
    expect(unreadable).toBeLessThan(alike / 5);
  });

  test('and what it stores, which it has taken into its own form and back', async () => {
    const schema = await loadSchema(number);
    const { found, alike } = await compare(oracle, schema, await objectsOf(schema), { converted: true });
    expect(found.slice(0, 10)).toEqual([]);
    expect(alike).toBeGreaterThan(2000);
  });

  test.runIf(corpora !== undefined)('whatever a server takes has our defaults when it gives it back', async () => {
    const schema = await loadSchema(number);
    const namespace = await newNamespace(api);
    const kinds = await servedKinds(api);
    const shipped = ((await manifests(join(corpora ?? '', 'real'), oracle, kinds, namespace)) as readonly JsonObject[]).map(
      withoutStatus,
    );
    const answers = await inParallel(shipped, WIDTH, (object) => {
      const path = kinds.get(nameOf(object))?.path(namespace) ?? '';
      return api.request('POST', `${path}?dryRun=All`, object);
    });
    const taken = shipped.flatMap((object, index) => {
      const answer = answers[index];
      return answer?.status === 201 && isObject(answer.body) ? [{ object, body: answer.body }] : [];
    });
    const given = await filledIn(
      oracle,
      taken.map(({ object }) => withDefaults(object, schema)),
      { asWritten: true },
    );
    const found = taken.flatMap(({ object, body }, index) => {
      const made = given[index];
      if (made === undefined || 'error' in made) throw new Error(`the oracle: ${JSON.stringify(made)}`);
      return lackingIn(body, made.object)
        .filter((line) => !OF_THE_REGISTRY.test(line))
        .map((line) => `${nameOf(object)} ${line}`);
    });
    console.log(`Kubernetes ${minor}: ${taken.length} of ${shipped.length} manifests taken`);
    expect(found.slice(0, 10)).toEqual([]);
    expect(taken.length).toBeGreaterThan(500);
  });
});

/**
 * What is given and does not stay: the text of a secret becomes data, and annotations for init containers, of a time when
 * they had no field, are dropped.
 */
const OF_THE_REGISTRY = /^stringData: nothing|annotations.*pod\.beta\.kubernetes\.io\/init-containers/;

/** Nobody creates a status: the registry drops what is given. */
function withoutStatus(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  return rest;
}
