import { describe, expect, test } from 'vitest';
import { naiveAuthority } from '../authorize/authority.ts';
import { NodeAuthorizer } from '../node/node-authorizer.ts';
import { resourceRequest } from '../request.ts';
import { policyRule } from '../rule/policy-rule.ts';
import { authenticatedUser } from '../subject/user.ts';
import { nodeObjects } from '../testing/node-objects.ts';
import { bindingObject, roleObject } from '../testing/policy.ts';
import { readPolicy } from '../read/read-policy.ts';
import { mayImpersonate } from '../impersonation/may-impersonate.ts';
import { AuthorizerChain, authorizerOf } from './authorizer-chain.ts';
import { authorizersOf, authorizersOfModes, modeProblems, type Authorizer } from './authorizer.ts';

const READ_SECRETS = policyRule({ verbs: ['get'], apiGroups: [''], resources: ['secrets'] });
const policy = readPolicy([roleObject('shop/reader', [READ_SECRETS]), bindingObject('shop/jane', 'Role/reader', ['User/jane'])], {
  complete: true,
});
const known = {
  rbac: naiveAuthority(policy),
  node: new NodeAuthorizer(nodeObjects('n0'), { minor: 37, complete: true }),
};
const secret = resourceRequest({ verb: 'get', resource: 'secrets', namespace: 'shop', name: 'own-n0' });

/** Who decided, or what stands against an answer. */
function said(authorizers: readonly Authorizer[] | string, user: string, groups: readonly string[] = []): string {
  const chain = new AuthorizerChain(typeof authorizers === 'string' ? authorizersOfModes(authorizers) : authorizers, known);
  const decision = chain.authorize(authenticatedUser(user, groups), secret);
  if (decision.verdict === 'allow') return `by ${authorizerOf(decision.grant)}`;
  return decision.gaps.length === 0 ? 'no' : decision.gaps.map(({ reason }) => reason).join('; ');
}

describe('the first that allows decides', () => {
  test.each([
    ['Node,RBAC', 'jane', 'by RBAC'],
    ['Node,RBAC', 'system:node:n0', 'by Node'],
    ['RBAC', 'system:node:n0', 'no'],
    ['Node', 'jane', 'no'],
    ['Node,RBAC', 'bob', 'no'],
    ['RBAC,AlwaysAllow', 'bob', 'by AlwaysAllow'],
    ['AlwaysAllow,RBAC', 'jane', 'by AlwaysAllow'],
    ['AlwaysDeny,RBAC', 'jane', 'by RBAC'],
    ['AlwaysDeny', 'jane', 'no'],
    ['', 'jane', 'no'],
  ])('%s: %s %s', (modes, user, expected) => expect(said(modes, user)).toBe(expected));

  test('of system:masters none is asked', () => {
    expect(said('Webhook,AlwaysDeny', 'root', ['system:masters'])).toBe('by undefined');
  });
});

describe('what nobody can ask', () => {
  test.each([
    ['RBAC,Webhook', 'jane', 'by RBAC'],
    ['RBAC,Webhook', 'bob', 'the webhook may allow it, and cannot be asked'],
    ['Webhook,RBAC', 'jane', 'the webhook is asked first and may deny what a later authorizer allows'],
    ['Webhook,RBAC', 'bob', 'the webhook may allow it, and cannot be asked'],
    ['ABAC,RBAC', 'jane', 'by RBAC'],
    ['ABAC,RBAC', 'bob', 'its policy file may allow it, and is not read'],
    ['Other,RBAC', 'jane', 'it is asked first and may deny what a later authorizer allows'],
    ['RBAC,Other', 'bob', 'an authorizer of this type is not known'],
  ])('%s: %s %s', (modes, user, expected) => expect(said(modes, user)).toBe(expected));
});

describe('a configuration', () => {
  test('is read in its order, with its names', () => {
    const authorizers = [
      { type: 'Webhook', name: 'company', webhook: { failurePolicy: 'Deny' } },
      { type: 'Node', name: 'node' },
    ];
    expect(authorizersOf({ authorizers })).toEqual([
      { type: 'Webhook', name: 'company', conditions: [], deniesOnFailure: true },
      { type: 'Node', name: 'node' },
    ]);
  });

  test('of any shape is read', () => {
    for (const authorizers of [null, 1, 'x', {}, [null], [1, []], [{ type: 3, name: {} }]]) {
      expect(() => said(authorizersOf({ authorizers }), 'jane')).not.toThrow();
    }
    expect(said(authorizersOf({ authorizers: [null, { type: 'RBAC' }] }), 'jane')).toContain('may deny');
    expect(authorizersOf(null)).toEqual([]);
  });
});

describe('matchConditions', () => {
  const chain = (expressions: readonly string[], failurePolicy = 'NoOpinion'): readonly Authorizer[] =>
    authorizersOf({
      authorizers: [
        {
          type: 'Webhook',
          name: 'w',
          webhook: { failurePolicy, matchConditions: expressions.map((expression) => ({ expression })) },
        },
        { type: 'RBAC', name: 'r' },
      ],
    });
  test.for<[readonly string[], string, string]>([
    [["request.user != 'jane'"], 'NoOpinion', 'by RBAC'],
    [["request.user == 'jane'"], 'NoOpinion', 'the webhook is asked first and may deny what a later authorizer allows'],
    [
      ["request.user.matches('j')"],
      'NoOpinion',
      'the webhook is asked first and may deny what a later authorizer allows; whether its matchCondition holds is not known either',
    ],
    // One that says no is enough, whatever the others are.
    [["request.user.matches('j')", "request.nonResourceAttributes.path == ''", "request.user == 'x'"], 'Deny', 'by RBAC'],
    [["request.nonResourceAttributes.path == ''"], 'NoOpinion', 'by RBAC'],
    [["request.nonResourceAttributes.path == ''"], 'Deny', 'no'],
    [
      [''],
      'NoOpinion',
      'the webhook is asked first and may deny what a later authorizer allows; whether its matchCondition holds is not known either',
    ],
  ])('%o, %s', ([expressions, policyOnFailure, expected]) => {
    expect(said(chain(expressions, policyOnFailure), 'jane')).toBe(expected);
  });

  test('that fail and deny are told', () => {
    const denied = new AuthorizerChain(chain(["request.nonResourceAttributes.path == ''"], 'Deny'), known);
    expect(denied.authorize(authenticatedUser('jane'), secret)).toMatchObject({ deniedBy: { authorizer: 'w' } });
  });

  test('are asked of everybody and everything, where nobody and nothing in particular is asked about', () => {
    const others = (expression: string): number =>
      new AuthorizerChain(chain([expression]), known).others({ name: 'jane', groups: [], hasAllGroups: true }, undefined).deniers
        .length;
    expect(others("request.user == 'joe'")).toBe(0);
    expect(others("request.resourceAttributes.verb == 'get'")).toBe(1);
  });
});

describe('--authorization-mode as the API server takes it', () => {
  test.for<[string, readonly string[]]>([
    ['Node,RBAC', []],
    ['AlwaysAllow', []],
    ['', ['at least one authorization-mode must be passed']],
    ['rbac', ['authorization-mode "rbac" is not a valid mode']],
    ['Node, RBAC', ['authorization-mode " RBAC" is not a valid mode']],
    ['RBAC,RBAC', ['authorization-mode ["RBAC" "RBAC"] has mode specified more than once']],
  ])('%s', ([modes, problems]) => expect(modeProblems(modes)).toEqual(problems));
});

test('is an authority like any other', () => {
  const chain = new AuthorizerChain(authorizersOfModes('RBAC,AlwaysAllow'), known);
  const impersonation = { by: authenticatedUser('bob'), wanted: { name: 'jane' }, request: secret, minor: 33 };
  expect(mayImpersonate(chain, impersonation)).toMatchObject({
    verdict: 'allowed',
    checks: [{ grant: { authorizer: 'AlwaysAllow' } }],
  });
  expect(chain.rulesFor(authenticatedUser('jane'), 'shop').grants).toHaveLength(1);
  expect(chain.policy).toBe(policy);
});
