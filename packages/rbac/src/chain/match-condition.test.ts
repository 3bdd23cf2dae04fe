import { describe, expect, test } from 'vitest';
import { resourceRequest, urlRequest } from '../request.ts';
import type { AskedRequest, Asker } from './condition-fields.ts';
import { MatchCondition, type Outcome } from './match-condition.ts';

const jane: Asker = { name: 'jane', groups: ['ops', 'system:authenticated'], hasAllGroups: true };
const anybody: Asker = { name: undefined, groups: ['ops'], hasAllGroups: false };
const secret = resourceRequest({ verb: 'get', resource: 'secrets', namespace: 'shop', name: 'db' });

function outcome(expression: string, asker: Asker = jane, request: AskedRequest = secret): Outcome {
  return new MatchCondition(expression).of(asker, request);
}

describe('a plain condition', () => {
  test.for<[string, Outcome]>([
    ['true', true],
    ['request.user == "jane"', true],
    ["request.user != 'jane'", false],
    ["!(request.user in ['system:serviceaccount:kube-system:x', 'jane'])", false],
    ["'ops' in request.groups", true],
    ["!('system:nodes' in request.groups)", true],
    ['has(request.resourceAttributes)', true],
    ['has(request.nonResourceAttributes)', false],
    ["has(request.resourceAttributes) && request.resourceAttributes.namespace == 'kube-system'", false],
    ["!has(request.resourceAttributes) || request.resourceAttributes.namespace == 'shop'", true],
    ["request.resourceAttributes.resource in ['secrets', 'pods',]", true],
    ["request.resourceAttributes.subresource == ''", true],
    ["request.user.startsWith('ja') && request.user.endsWith('ne') && request.user.contains(\"an\")", true],
    ['has(request.resourceAttributes.namespace) // is always there', true],
    ["request.user == 'it\\'s'", false],
    // A part that fails does not matter where another one decides.
    ["request.nonResourceAttributes.path == '/x' || request.user == 'jane'", true],
    ["request.nonResourceAttributes.path == '/x' && request.user == 'joe'", false],
    ["request.nonResourceAttributes.path == '/x'", 'error'],
    ['has(request.nonResourceAttributes.path)', 'error'],
    ['request.user', 'error'],
    ["'x' in request.user", 'error'],
  ])('%s: %s', ([expression, expected]) => expect(outcome(expression)).toBe(expected));

  test('of a URL', () => {
    const url = urlRequest('get', '/metrics');
    expect(outcome("request.nonResourceAttributes.path == '/metrics'", jane, url)).toBe(true);
    expect(outcome("request.resourceAttributes.verb == 'get'", jane, url)).toBe('error');
  });
});

describe('what is more than is read, or not known', () => {
  test.for<[string, Asker, AskedRequest, Outcome]>([
    ['request.groups.exists(g, g == "ops")', jane, secret, 'unknown'],
    ['request.user.matches("j.*")', jane, secret, 'unknown'],
    ['size(request.groups) > 1', jane, secret, 'unknown'],
    ['request.user == r"jane"', jane, secret, 'unknown'],
    ['request.user == """jane"""', jane, secret, 'unknown'],
    ['request.user == "\\u006a"', jane, secret, 'unknown'],
    ['request.groups == ["ops"]', jane, secret, 'unknown'],
    ['request.uid == ""', jane, secret, 'unknown'],
    ['request.resourceAttributes.version == "v1"', jane, secret, 'unknown'],
    ['has(request.resourceAttributes.labelSelector)', jane, secret, 'unknown'],
    ['', jane, secret, 'unknown'],
    ['request.user ==', jane, secret, 'unknown'],
    ['((((', jane, secret, 'unknown'],
    ['request..user', jane, secret, 'unknown'],
    ['__proto__', jane, secret, 'unknown'],
    ['request.user.constructor("x")', jane, secret, 'unknown'],
    ['request.__proto__ == ""', jane, secret, 'unknown'],
    // A part that is known may decide.
    ['request.user.matches("j.*") && request.user == "joe"', jane, secret, 'unknown'],
    ['request.uid == "" && request.user == "joe"', jane, secret, false],
    ['request.uid == "" || request.user == "jane"', jane, secret, true],
    // Whoever it may be, of a group.
    ['request.user == "jane"', anybody, secret, 'unknown'],
    ['"ops" in request.groups', anybody, secret, true],
    ['"system:nodes" in request.groups', anybody, secret, 'unknown'],
    // Whatever is asked.
    ['request.resourceAttributes.verb == "get"', jane, undefined, 'unknown'],
    ['request.user == "joe" && request.resourceAttributes.verb == "get"', jane, undefined, false],
  ])('%s', ([expression, asker, request, expected]) => {
    // The parameter has a value where nothing is said.
    expect(new MatchCondition(expression).of(asker, request)).toBe(expected);
  });

  test('deep nesting and long texts do not throw', () => {
    for (const expression of [
      '('.repeat(3000),
      '('.repeat(200_000),
      '!'.repeat(3000),
      '['.repeat(3000),
      `"${'x'.repeat(100_000)}`,
    ])
      expect(['unknown', 'error']).toContain(outcome(expression));
  });
});
