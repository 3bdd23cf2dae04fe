import fc from 'fast-check';
import type { AuditEvent } from '@bulwark/audit';
import type { JsonObject } from '@bulwark/model';
import { authenticatedUser, authorizeNaively, readPolicy, resourceRequest, type Request } from '@bulwark/rbac';
import { expect, test } from 'vitest';
import { Observations } from '../observe/observations.ts';
import { atomKey, atomOf } from '../rules/atom.ts';
import { eventsOf } from '../testing/events.ts';
import { propose, type Proposal } from './propose.ts';

const USER = 'system:serviceaccount:shop:api';
const VERBS = ['get', 'list', 'create', 'update', 'patch', 'delete'];
const GROUPS = ['', 'apps'];
const RESOURCES = ['pods', 'deployments', 'pods/log', '*'];
const NAMESPACES = ['', 'shop', 'web'];
const NAMES = ['', 'a', 'b', 'web-6f8d4'];
const NOTHING = { roles: [], bindings: [] };

const requests: fc.Arbitrary<Request> = fc
  .record({
    verb: fc.constantFrom(...VERBS),
    group: fc.constantFrom(...GROUPS),
    resource: fc.constantFrom(...RESOURCES),
    namespace: fc.constantFrom(...NAMESPACES),
    name: fc.constantFrom(...NAMES),
  })
  .map(({ resource, ...rest }) => {
    const [plain = '', subresource = ''] = resource.split('/');
    return resourceRequest({ ...rest, resource: plain, subresource });
  });
const events: fc.Arbitrary<AuditEvent[]> = fc
  .array(fc.record({ request: requests, code: fc.constantFrom(200, 201, 404), day: fc.integer({ min: 10, max: 20 }) }), {
    maxLength: 30,
  })
  .map((all) => eventsOf(...all.map(({ request, code, day }) => eventOf(request, code, day))));

function eventOf(request: Request, code: number, day: number): JsonObject {
  if (request.kind === 'url') throw new Error('only resources');
  const { verb, group, resource, subresource, namespace, name } = request;
  const time = `2026-01-${day}T00:00:00.000000Z`;
  const objectRef = { apiGroup: group, resource, subresource, namespace, name };
  return { verb, objectRef, responseStatus: { code }, requestReceivedTimestamp: time, stageTimestamp: time };
}

function made(from: readonly AuditEvent[], names: 'keep' | 'drop' | 'stable'): Proposal | undefined {
  const observations = new Observations();
  for (const event of from) observations.add(event);
  const log = observations.subjects.get(USER);
  return log === undefined
    ? undefined
    : propose(log, { policy: undefined, defaults: NOTHING }, { names, window: observations.window });
}

test('every request is allowed again, and nothing is granted that is not listed', () => {
  fc.assert(
    fc.property(events, fc.constantFrom('keep', 'drop', 'stable'), (seen, names) => {
      const proposal = made(seen, names);
      expect(proposal?.proof.refused ?? []).toEqual([]);
      expect(proposal?.proof.beyond ?? []).toEqual([]);
      if (names === 'keep') expect(proposal?.widenings ?? []).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('with names kept, nobody may do anything that was not seen', () => {
  const universe = VERBS.flatMap((verb) =>
    GROUPS.flatMap((group) =>
      RESOURCES.flatMap((resource) =>
        [...NAMESPACES, 'other'].flatMap((namespace) =>
          [...NAMES, 'other'].map((name) => {
            const [plain = '', subresource = ''] = resource.split('/');
            return resourceRequest({ verb, group, resource: plain, subresource, namespace, name });
          }),
        ),
      ),
    ),
  );
  const user = authenticatedUser(USER);
  fc.assert(
    fc.property(events, (seen) => {
      const proposal = made(seen, 'keep');
      if (proposal === undefined) return;
      const policy = readPolicy(proposal.manifests, { complete: true });
      const key = (namespace: string, request: Request, name: string): string =>
        `${namespace} ${atomKey({ ...atomOf(request), name })}`;
      const known = new Set(
        proposal.needs.map(({ request }) => (request.kind === 'url' ? '' : key(request.namespace, request, request.name))),
      );
      for (const request of universe) {
        if (authorizeNaively(policy, user, request).verdict !== 'allow') continue;
        const isSeen = [request.namespace, ''].some((namespace) =>
          ['', request.name].some((name) => known.has(key(namespace, request, name))),
        );
        expect({ request, isSeen }).toEqual({ request, isSeen: true });
      }
    }),
    { numRuns: 150 },
  );
});

test('the order of events does not matter', () => {
  fc.assert(
    fc.property(events, fc.constantFrom('keep', 'stable'), fc.func(fc.integer()), (seen, names, order) => {
      const shuffled = seen
        .toSorted((a, b) => order(a.requestURI, a.reached, a.code) - order(b.requestURI, b.reached, b.code))
        .toReversed();
      expect(made(shuffled, names)).toEqual(made(seen, names));
    }),
    { numRuns: 200 },
  );
});
