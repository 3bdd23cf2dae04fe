import { fixedChanges, groupOf, stringAt, withDefaults, type JsonObject } from '@bulwark/model';
import { KINDS_WITH_FIXED_FIELDS, loadSchema } from '@bulwark/schema';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { corporaFolder } from '../../tools/corpora.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { changesOf } from './objects/changes.ts';
import { OBJECTS } from './objects/fixed-objects.ts';
import { servedKinds, type Kind } from './objects/kinds.ts';
import { manifests } from './objects/manifests.ts';
import { atRest } from './pod-security/workload-updates.ts';
import { seed } from './seed.ts';

const OF_EACH_KIND = 12;
const CHANGES = 30;
const WIDTH = 16;
const SETTLED_MS = 5000;

/** What the server says of a field that it keeps; what it says of values that are wrong has other words. */
const KEPT =
  /immutable|may not (?:be )?change|may not add or remove|updates to .* forbidden|cannot change roleRef|cannot be (?:changed|updated)|can not be unset|may not be updated|existing toleration can not|must not update from|less than or equal to previous|only deletion is allowed/;

interface Stored {
  readonly path: string;
  readonly object: JsonObject;
}

const corpora = corporaFolder();

describe.for(controlPlanes())('fixed fields of Kubernetes $minor', ({ minor, plane, api }) => {
  const number = Number(minor.split('.')[1]);

  test('a change is refused for what may not change, if and only if we say so', async () => {
    const kinds = await servedKinds(api);
    const namespace = await newNamespace(api);
    const schema = await loadSchema(number);
    const stored = await store(await objectsFor(plane.programs.oracle, kinds, namespace), kinds, namespace);
    const random = dice(seed());
    const asked = stored.flatMap(({ path, object }) =>
      changesOf(object, random, CHANGES).map((sent) => ({ path, object, sent })),
    );
    const counts = new Map<string, number>();
    const found: string[] = [];
    await inParallel(asked, WIDTH, async ({ path, object, sent }) => {
      const answer = await api.request('PUT', `${path}?dryRun=All&fieldValidation=Strict`, sent);
      if (answer.status === 400 || answer.status === 409) {
        counts.set(`status ${answer.status}`, (counts.get(`status ${answer.status}`) ?? 0) + 1);
        return;
      }
      const body = answer.body as { readonly details?: { readonly causes?: readonly { readonly message: string }[] } };
      const causes = (body.details?.causes ?? []).map(({ message }) => message);
      const said = answer.status === 422 && causes.some((cause) => KEPT.test(cause));
      const ours = fixedChanges(object, withDefaults(sent as JsonObject, schema), number);
      const what = `${textAt(object, 'kind')} ${said ? 'kept' : 'free'}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      // Refused for another reason, before anybody asked whether there may be a change.
      if (!said && answer.status === 422 && ours.length > 0) {
        counts.set('refused elsewhere', (counts.get('refused elsewhere') ?? 0) + 1);
        return;
      }
      if (said !== ours.length > 0) {
        found.push(
          `${what}: ${path} ours ${JSON.stringify(ours)} server ${answer.status} ${causes.join(' | ').slice(0, 200)} change ${changeIn(object, sent as JsonObject)}`,
        );
      }
    });
    const kept = [...counts].filter(([what]) => !what.endsWith('free')).map(([what, count]) => `${what} ${count}`);
    console.log(`Kubernetes ${minor}, seed ${seed()}: ${asked.length} updates of ${stored.length} objects, ${kept.join(', ')}`);
    expect(found.toSorted().slice(0, 30)).toEqual([]);
    expect(asked.length).toBeGreaterThan(3000);
  });

  async function objectsFor(oracle: string, kinds: ReadonlyMap<string, Kind>, namespace: string): Promise<readonly JsonObject[]> {
    const shipped = corpora === undefined ? [] : await manifests(join(corpora, 'real'), oracle, kinds, namespace);
    const wanted = (shipped as readonly JsonObject[]).filter((object) => hasFixedFields(object));
    const byKind = Map.groupBy(wanted, (object) => `${textAt(object, 'apiVersion')} ${textAt(object, 'kind')}`);
    return [...[...byKind.values()].flatMap((list) => list.slice(0, OF_EACH_KIND)), ...OBJECTS];
  }

  /** Makes them, and gives what the server then has. */
  async function store(
    objects: readonly JsonObject[],
    kinds: ReadonlyMap<string, Kind>,
    namespace: string,
  ): Promise<readonly Stored[]> {
    const made: Stored[] = [];
    await inParallel([...objects.entries()], WIDTH, async ([index, object]) => {
      const kind = kinds.get(`${textAt(object, 'apiVersion')} ${textAt(object, 'kind')}`);
      if (kind === undefined) return;
      const metadata: JsonObject = { ...(object['metadata'] as JsonObject), ...(kind.namespaced && { namespace }) };
      const name = kind.kind === 'CustomResourceDefinition' ? textAt(metadata, 'name') : `fixed-${index}`;
      const path = kind.path(namespace);
      const resource = path.slice(path.lastIndexOf('/') + 1);
      const workload = { name, group: '', resource, path: () => path, object: { ...object, metadata: { ...metadata, name } } };
      const answer = await api.request('POST', path, atRest(workload).object);
      if (answer.status === 201) made.push({ path: `${path}/${name}`, object: answer.body as JsonObject });
    });
    // Controllers write their part of it: an update of what they have changed would be a conflict.
    await setTimeout(SETTLED_MS);
    return Promise.all(made.map(async ({ path }) => ({ path, object: (await api.request('GET', path)).body as JsonObject })));
  }
});

function hasFixedFields(object: JsonObject): boolean {
  const kind = textAt(object, 'kind');
  // Pods that are shipped need more than a server, and custom kinds would be served to the other tests.
  return (
    kind !== 'Pod' &&
    kind !== 'CustomResourceDefinition' &&
    KINDS_WITH_FIXED_FIELDS.includes(`${groupOf(textAt(object, 'apiVersion'))}/${kind}`)
  );
}

function textAt(object: JsonObject, key: string): string {
  return stringAt(object, key) ?? '';
}

function changeIn(before: JsonObject, after: JsonObject): string {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [a, b] = [JSON.stringify(before[key]), JSON.stringify(after[key])];
    if (a !== b) return firstDifference(before[key], after[key], key);
  }
  return 'nothing';
}

function firstDifference(a: unknown, b: unknown, at: string): string {
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [one, other] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
      if (JSON.stringify(one) !== JSON.stringify(other)) return firstDifference(one, other, `${at}.${key}`);
    }
  }
  return `${at}: ${JSON.stringify(a)?.slice(0, 60)} → ${JSON.stringify(b)?.slice(0, 60)}`;
}
