import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resourceRequest, urlRequest, type Request } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { ruleAllows } from '../rule/rule-allows.ts';
import { breakdown } from './breakdown.ts';
import { compactRules } from './compact-rules.ts';
import { covers } from './covers.ts';

const VERBS = ['get', 'list', 'create', '*'];
const GROUPS = ['', 'apps', '*'];
const RESOURCES = ['pods', 'pods/log', 'deployments/scale', '*/scale', '*/log', 'pods/*', '*'];
const NAMES = ['a', 'b', ''];
const URLS = ['/', '/api', '/api/*', '/api*', '/api/v1**', '*', ''];

const some = (from: readonly string[], maxLength = 2): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...from), { maxLength });
const rules: fc.Arbitrary<readonly PolicyRule[]> = fc.array(
  fc.record({
    verbs: some(VERBS),
    apiGroups: some(GROUPS),
    resources: some(RESOURCES, 3),
    resourceNames: fc.oneof(fc.constant([]), some(NAMES)),
    nonResourceURLs: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, some(URLS)),
  }),
  { maxLength: 4 },
);

/**
 * Requests as URLs make them: no resource has a slash in it. A review can ask for one, of which a rule that says `*` before
 * its subresource covers more than it allows: the authorizer compares the whole subresource, the cover all that follows the
 * first slash.
 */
const requests: fc.Arbitrary<Request> = fc.oneof(
  fc
    .record({
      verb: fc.constantFrom('get', 'list', 'create', 'escalate', '*'),
      group: fc.constantFrom('', 'apps', 'batch', '*'),
      resource: fc.constantFrom('pods', 'deployments', 'jobs', '*'),
      subresource: fc.constantFrom('', 'log', 'scale', '*'),
      name: fc.constantFrom('', 'a', 'b', 'c'),
    })
    .map(resourceRequest),
  fc
    .tuple(fc.constantFrom('get', 'list', '*'), fc.constantFrom('', '/', '/api', '/api/', '/apis', '/api/v1', '/api/v1/x', '*'))
    .map(([verb, path]) => urlRequest(verb, path)),
);
const allowed = (by: readonly PolicyRule[], request: Request): boolean => by.some((rule) => ruleAllows(rule, request));

test('rules cover themselves, but for a rule that has names and URLs', () => {
  fc.assert(
    fc.property(rules, (all) => {
      const plain = all.map((rule) => (rule.resourceNames.length === 0 ? rule : { ...rule, nonResourceURLs: [] }));
      expect(covers(plain, plain)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('what is covered allows nothing more', () => {
  let covered = 0;
  fc.assert(
    fc.property(rules, rules, fc.array(requests, { minLength: 40, maxLength: 40 }), (owner, servant, asked) => {
      const part = [...servant, ...owner].filter((rule) => covers(owner, [rule]));
      if (part.some((rule) => breakdown(rule).length > 0)) covered++;
      expect(covers(owner, part)).toBe(true);
      for (const request of asked) {
        if (allowed(part, request)) expect({ request, allowed: allowed(owner, request) }).toEqual({ request, allowed: true });
      }
    }),
    { numRuns: 3000 },
  );
  expect(covered).toBeGreaterThan(500);
});

test('the pieces of rules, and the compact rules, allow what the rules allow', () => {
  fc.assert(
    fc.property(rules, fc.array(requests, { minLength: 20, maxLength: 20 }), (all, asked) => {
      const pieces = all.flatMap(breakdown);
      const compact = compactRules(pieces);
      for (const request of asked) {
        const expected = allowed(all, request);
        expect([allowed(pieces, request), allowed(compact, request)]).toEqual([expected, expected]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('to cover is transitive, and more rules cover more', () => {
  fc.assert(
    fc.property(rules, rules, rules, (a, b, c) => {
      const inA = b.filter((rule) => covers(a, [rule]));
      const inThat = c.filter((rule) => covers(inA, [rule]));
      expect(covers(a, inThat)).toBe(true);
      expect(covers([...b, ...a], inA)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
