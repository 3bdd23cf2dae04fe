import { kubeObject, type JsonObject } from '@bulwark/model';
import {
  AUTHENTICATED,
  authorityOf,
  mayWriteBinding,
  mayWriteRole,
  naiveAuthority,
  RbacIndex,
  readBinding,
  readRole,
  type Authority,
  type User,
  type WriteDecision,
} from '@bulwark/rbac';
import { describe, expect, inject, test } from 'vitest';
import type { Answer } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes } from './control-planes.ts';
import { dice } from './dice.ts';
import { tally } from './objects/classes.ts';
import { messageOf } from './pods/server-verdict.ts';
import { policyOf } from './rbac/objects.ts';
import { randomWrite, type RandomWrite } from './rbac/random-writes.ts';
import { createWorld, type Person } from './rbac/world.ts';
import { record } from './record.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const PEOPLE = 40;
const WRITES = 2500;
const WIDTH = 16;

interface Said {
  readonly status: 'allowed' | number;
  readonly message: string;
}

describe.for(controlPlanes())('writes of roles and bindings in Kubernetes $minor', ({ minor, api }) => {
  test(`${WRITES} writes by people with bounded rights`, async () => {
    const random = dice(seed() + 21);
    const prefix = `rbac-writes-${minor.replace('.', '-')}`;
    const world = await createWorld(api, random, prefix, PEOPLE);
    const policy = await policyOf(api);
    const authority = naiveAuthority(policy);
    const indexed = authorityOf(new RbacIndex(policy));
    const writes = Array.from({ length: WRITES }, () => randomWrite(random, world, prefix));

    const answers = await inParallel(writes, WIDTH, ({ person, method, path, body, contentType }) =>
      api.as(person.name, person.groups).request(method, path, body, { contentType }),
    );
    const rows = writes.map((write, at) => {
      const decision = decide(authority, write);
      return { write, decision, ours: weSay(decision), server: serverSays(answers[at] as Answer, write) };
    });
    const otherwise = rows.filter(({ write, ours }) => weSay(decide(indexed, write)).message !== ours.message);
    expect(otherwise.slice(0, 3), 'the index says something else').toEqual([]);
    const differences = rows.filter(({ ours, server }) => ours.status !== server.status || ours.message !== server.message);

    addScore(inject('scoreboard'), {
      test: 'writes of roles and bindings',
      minor,
      cases: rows.length,
      agree: rows.length - differences.length,
      elsewhere: 0,
    });
    record(`rbac-writes-${minor}`, rows);
    const counts = tally(rows.map(({ decision, server }) => `${server.status} ${whyOf(decision)}`));
    const message = `seed ${seed()}; ${JSON.stringify(counts)}`;
    expect(differences.slice(0, 3), message).toEqual([]);
    // Cases of every kind, or nothing has been tried.
    for (const kind of ['verb', 'held', 'housekeeping', 'masters'])
      expect(counts[`allowed ${kind}`] ?? 0, message).toBeGreaterThan(20);
    expect(counts['403 uncovered'] ?? 0, message).toBeGreaterThan(WRITES / 10);
    expect(counts['404 refused'] ?? 0, message).toBeGreaterThan(5);
    expect(counts['422 refused'] ?? 0, message).toBeGreaterThan(5);
  }, 600_000);
});

function decide(authority: Authority, { person, resource, verb, old, next }: RandomWrite): WriteDecision {
  const user = userOf(person);
  const objects = [old, next].map((object) => (object === undefined ? undefined : kubeObject(whole(object, next))));
  if (resource === 'roles' || resource === 'clusterroles') {
    const [before, after] = objects.map((object) => object && readRole(object));
    if (after === undefined) throw new Error('it is a role');
    return mayWriteRole(authority, user, { old: before, next: after, verb });
  }
  const [before, after] = objects.map((object) => object && readBinding(object));
  if (after === undefined) throw new Error('it is a binding');
  return mayWriteBinding(authority, user, { old: before, next: after, verb });
}

/** What a server answers has no kind of its own here and there. */
function whole(object: JsonObject, like: JsonObject): JsonObject {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: like['kind'], ...object };
}

/** As the server makes one of the headers. */
function userOf({ name, groups }: Person): User {
  return { name, groups: [...groups, AUTHENTICATED] };
}

function weSay(decision: WriteDecision): Said {
  if (decision.verdict === 'allowed') return { status: 'allowed', message: '' };
  if (decision.verdict === 'unknown') return { status: 0, message: decision.reasons.join('\n') };
  return { status: decision.status, message: comparable(decision.status, decision.message) };
}

function serverSays(answer: Answer, { verb, old }: RandomWrite): Said {
  const success = verb === 'create' || old === undefined ? 201 : 200;
  if (answer.status === success) return { status: 'allowed', message: '' };
  return { status: answer.status, message: comparable(answer.status, messageOf(answer)) };
}

/** What is invalid we do not say in the server's words. */
function comparable(status: number, message: string): string {
  return status === 422 ? '' : message;
}

function whyOf(decision: WriteDecision): string {
  if (decision.verdict === 'allowed') return decision.proof.kind;
  if (decision.verdict === 'unknown') return 'unknown';
  return decision.uncovered.length > 0 ? 'uncovered' : decision.request === undefined ? 'refused' : 'not authorized';
}
