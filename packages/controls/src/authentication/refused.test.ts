import { formatPath, type Json, type JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { refusedAuthentication } from './refused-authentication.ts';
import { refusedAuthorization } from './refused-authorization.ts';
import type { Refusal } from './refused.ts';

// The cases are those of apiserver/pkg/apis/apiserver/validation/validation_test.go, in words of our own: there it is a message
// that is compared, here where it stands. What compiles an expression is left out.

const says = (refusals: readonly Refusal[]): readonly string[] => refusals.map(({ at }) => formatPath(at));

interface Jwt {
  readonly issuer?: JsonObject;
  readonly rules?: Json;
  readonly mappings?: JsonObject;
  readonly users?: Json;
}

const jwtOf = ({ issuer = {}, rules, mappings, users }: Jwt): JsonObject => ({
  issuer: { url: 'https://a.example.com', audiences: ['a'], ...issuer },
  claimMappings: mappings ?? { username: { claim: 'sub', prefix: 'p' } },
  ...(rules === undefined ? {} : { claimValidationRules: rules }),
  ...(users === undefined ? {} : { userValidationRules: users }),
});
const refusals = (...jwts: readonly Jwt[]): readonly string[] =>
  says(
    refusedAuthentication({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'AuthenticationConfiguration',
      jwt: jwts.map(jwtOf),
    }),
  );

describe('a whole configuration', () => {
  test('no issuer at all is taken', () => expect(says(refusedAuthentication({ jwt: [] }))).toEqual([]));
  test('64 issuers are taken, and 65 are not', () => {
    const many = (count: number): readonly Jwt[] =>
      Array.from({ length: count }, (_, index) => ({ issuer: { url: `https://${index}.example.com` } }));
    expect(refusals(...many(64))).toEqual([]);
    expect(refusals(...many(65))).toEqual(['jwt']);
  });
  test('one issuer twice', () => expect(refusals({}, {})).toEqual(['jwt[1].issuer.url']));
  test('one discovery URL twice', () => {
    const issuer = (url: string): Jwt => ({ issuer: { url, discoveryURL: 'https://d.example.com/x' } });
    expect(refusals(issuer('https://a.example.com'), issuer('https://b.example.com'))).toEqual(['jwt[1].issuer.discoveryURL']);
  });
  test.for<[string, JsonObject, readonly string[]]>([
    ['off with conditions', { enabled: false, conditions: [{ path: '/livez' }] }, ['anonymous.conditions']],
    ['on with conditions', { enabled: true, conditions: [{ path: '/livez' }] }, []],
    ['off', { enabled: false }, []],
  ])('anonymous, %s', ([, anonymous, at]) => expect(says(refusedAuthentication({ anonymous }))).toEqual(at));
});

describe('the URL of an issuer', () => {
  test.for<[url: string, isTaken: boolean]>([
    ['', false],
    ['https://oidc.oidc-namespace.svc:invalid-port', false],
    ['http://idp.example.com', false],
    ['https://user:pass@idp.example.com', false],
    ['https://idp.example.com?a=b', false],
    ['https://idp.example.com#part', false],
    ['idp.example.com', false],
    ['https://idp.example.com/%zz', false],
    ['https://idp.example.com', true],
    ['https://idp.example.com:8443/realms/a', true],
    ['https://[::1]:8443', true],
    ['HTTPS://idp.example.com', true],
    ['https://idp.example.com?', true],
  ])('%s', ([url, isTaken]) => {
    expect(refusals({ issuer: { url } }).length === 0).toBe(isTaken);
    if (url !== '') expect(refusals({ issuer: { discoveryURL: url } }).length === 0).toBe(isTaken);
  });

  test.for([
    ['https://a.example.com', 'https://a.example.com'],
    ['https://a.example.com', 'https://a.example.com/'],
    ['https://a.example.com', 'https://a.example.com///'],
    ['https://a.example.com/', 'https://a.example.com'],
  ])('%s is no discovery URL of its own', ([url = '', discoveryURL = '']) =>
    expect(refusals({ issuer: { url, discoveryURL } })).toEqual(['jwt[0].issuer.discoveryURL']),
  );
});

describe('audiences, authorities, ways out', () => {
  const CASES: readonly (readonly [string, JsonObject, string | undefined])[] = [
    ['no audience', { audiences: [] }, 'audiences'],
    ['an empty audience', { audiences: [''] }, 'audiences[0]'],
    ['a policy that is none', { audienceMatchPolicy: 'MatchAll' }, 'audienceMatchPolicy'],
    ['one audience', {}, undefined],
    ['one audience with MatchAny', { audienceMatchPolicy: 'MatchAny' }, undefined],
    ['an audience twice', { audiences: ['a', 'a'], audienceMatchPolicy: 'MatchAny' }, 'audiences[1]'],
    ['two audiences without a policy', { audiences: ['a', 'b'] }, 'audienceMatchPolicy'],
    ['two audiences with one', { audiences: ['a', 'b'], audienceMatchPolicy: 'MatchAny' }, undefined],
    ['an authority that is none', { certificateAuthority: 'invalid' }, 'certificateAuthority'],
    ['an empty authority', { certificateAuthority: '' }, undefined],
    ['an egress selector that is none', { egressSelectorType: 'panda' }, 'egressSelectorType'],
    ['an egress selector', { egressSelectorType: 'controlplane' }, undefined],
    ['a field that is none', { aud: 'a' }, 'aud'],
    ['a list that is none', { audiences: 'a' }, 'audiences'],
  ];
  test.for(CASES)('%s', ([, issuer, at]) =>
    expect(refusals({ issuer })).toEqual(at === undefined ? [] : [`jwt[0].issuer.${at}`]),
  );
});

describe('rules for claims and users', () => {
  const RULES: readonly (readonly [string, Json, string | undefined])[] = [
    ['neither', [{}], '[0]'],
    ['both', [{ claim: 'a', expression: 'true' }], '[0]'],
    ['a message for a claim', [{ claim: 'a', message: 'no' }], '[0].message'],
    ['a value for an expression', [{ expression: 'claims.a == 1', requiredValue: 'a' }], '[0].requiredValue'],
    ['a claim twice', [{ claim: 'a' }, { claim: 'a', requiredValue: 'b' }], '[1].claim'],
    ['an expression twice', [{ expression: 'true' }, { expression: 'true' }], '[1].expression'],
    [
      'several',
      [
        { claim: 'a', requiredValue: 'b' },
        { expression: 'claims.c == 1', message: 'no' },
      ],
      undefined,
    ],
  ];
  test.for(RULES)('%s', ([, rules, at]) =>
    expect(refusals({ rules })).toEqual(at === undefined ? [] : [`jwt[0].claimValidationRules${at}`]),
  );

  const USERS: readonly (readonly [string, Json, string | undefined])[] = [
    ['no expression', [{ message: 'no' }], '[0].expression'],
    ['one twice', [{ expression: 'true' }, { expression: 'true' }], '[1].expression'],
    ['one', [{ expression: "!user.username.startsWith('system:')" }], undefined],
  ];
  test.for(USERS)('users: %s', ([, users, at]) =>
    expect(refusals({ users })).toEqual(at === undefined ? [] : [`jwt[0].userValidationRules${at}`]),
  );
});

describe('mappings', () => {
  const username = { claim: 'sub', prefix: '' };
  const extra = (key: string, valueExpression = 'claims.a'): JsonObject => ({ username, extra: [{ key, valueExpression }] });
  const CASES: readonly (readonly [string, JsonObject, string | undefined])[] = [
    ['a user with both', { username: { claim: 'a', expression: 'claims.a' } }, 'username'],
    ['a user with neither', { username: {} }, 'username'],
    ['a prefix beside an expression', { username: { expression: 'claims.a', prefix: '' } }, 'username.prefix'],
    ['no prefix beside a claim', { username: { claim: 'a' } }, 'username.prefix'],
    ['groups with both', { username, groups: { claim: 'a', expression: 'claims.a' } }, 'groups'],
    ['a prefix beside an expression for groups', { username, groups: { expression: 'claims.a', prefix: 'a' } }, 'groups.prefix'],
    ['no prefix for groups', { username, groups: { claim: 'a' } }, 'groups.prefix'],
    ['a uid with both', { username, uid: { claim: 'a', expression: 'claims.a' } }, 'uid'],
    ['a key that is empty', extra(''), 'extra[0].key'],
    ['no expression for a key', extra('example.com/a', ''), 'extra[0].valueExpression'],
    ['a key without a domain', extra('a'), 'extra[0].key'],
    ['a key with capitals', extra('example.com/A'), 'extra[0].key'],
    ['a key of k8s.io', extra('k8s.io/a'), 'extra[0].key'],
    ['a key below k8s.io', extra('a.k8s.io/a'), 'extra[0].key'],
    ['a key of kubernetes.io', extra('kubernetes.io/a'), 'extra[0].key'],
    ['a key below kubernetes.io', extra('a.kubernetes.io/a'), 'extra[0].key'],
    ['a key of another domain that ends so', extra('ak8s.io/a'), undefined],
    ['a key below another domain that ends so', extra('a.bkubernetes.io/a'), undefined],
    ['everything', { username, groups: { claim: 'g', prefix: 'g:' }, uid: { claim: 'sub' } }, undefined],
  ];
  test.for(CASES)('%s', ([, mappings, at]) =>
    expect(refusals({ mappings })).toEqual(at === undefined ? [] : [`jwt[0].claimMappings.${at}`]),
  );

  test('a key twice', () => {
    const twice = {
      username,
      extra: [extra('example.com/a'), extra('example.com/a')].map((each) => (each['extra'] as Json[])[0] ?? null),
    };
    expect(refusals({ mappings: twice })).toEqual(['jwt[0].claimMappings.extra[1].key']);
  });
});

describe('an address must be verified', () => {
  const verdict = (expression: string, more: { readonly rule?: string; readonly extra?: string } = {}): boolean =>
    refusals({
      mappings: {
        username: { expression },
        ...(more.extra === undefined ? {} : { extra: [{ key: 'example.com/a', valueExpression: more.extra }] }),
      },
      ...(more.rule === undefined ? {} : { rules: [{ expression: more.rule }] }),
    }).length === 0;

  test.for([
    'claims.email',
    'has(claims.email) ? claims.email : claims.sub',
    'claims.email.trim()',
    "['yay', string(claims.email), 'panda'].join(' ')",
    'claims.?email',
    '{claims.?email: "panda"}',
    '{"fancy": claims.?email}',
    "[claims.email].map(e, e + 'x')",
  ])('%s is refused', (expression) => expect(verdict(expression)).toBe(false));

  test.for<[string, { readonly rule?: string; readonly extra?: string }]>([
    ['claims.email', { rule: 'claims.email_verified == true' }],
    ['claims.email', { rule: 'claims.?email_verified.orValue(true) == true' }],
    ['claims.email', { extra: 'string(claims.email_verified)' }],
    ['claims.email', { extra: 'claims.?email_verified' }],
    ['claims.email_verified ? claims.email : claims.sub', {}],
    ['claims.email_', {}],
    ['claims.other.claims.email', {}],
  ])('%s is taken with %o', ([expression, more]) => expect(verdict(expression, more)).toBe(true));

  test.for<[string, { readonly rule?: string; readonly extra?: string }]>([
    ['claims.email', { rule: 'claims.email_verified_ == true' }],
    ['claims.email', { rule: 'other.email_verified == true' }],
    ['claims.email', { extra: 'claims.email_verified_' }],
  ])('%s is refused with %o', ([expression, more]) => expect(verdict(expression, more)).toBe(false));
});

describe('authorizers', () => {
  const WEBHOOK: JsonObject = {
    timeout: '5s',
    authorizedTTL: '60s',
    unauthorizedTTL: '30s',
    subjectAccessReviewVersion: 'v1',
    matchConditionSubjectAccessReviewVersion: 'v1',
    failurePolicy: 'NoOpinion',
    connectionInfo: { type: 'InClusterConfig' },
  };
  const webhook = (change: JsonObject, name = 'default'): JsonObject => ({
    type: 'Webhook',
    name,
    webhook: { ...WEBHOOK, ...change },
  });
  const refused = (...authorizers: readonly JsonObject[]): readonly string[] =>
    says(refusedAuthorization({ authorizers: [...authorizers] })).map((at) => at.replace('authorizers[0].', ''));

  const CASES: readonly (readonly [string, readonly JsonObject[], string | undefined])[] = [
    ['none', [], 'authorizers'],
    ['no type', [{ name: 'a' }], 'type'],
    ['a type that is none', [{ type: 'Foo', name: 'foo' }], 'type'],
    [
      'a type twice',
      [
        { type: 'RBAC', name: 'rbac' },
        { type: 'RBAC', name: 'rbac2' },
      ],
      'authorizers[1].type',
    ],
    ['webhooks twice', [webhook({}), webhook({}, 'other')], undefined],
    ['no name', [{ type: 'Webhook', webhook: WEBHOOK }], 'name'],
    ['a name that is no DNS name', [webhook({}, 'No_Name')], 'name'],
    ['a name twice', [webhook({}), webhook({})], 'authorizers[1].name'],
    ['a name of two labels', [webhook({}, 'mywebhookauthorizer.example.com')], undefined],
    ['RBAC of another name', [{ type: 'RBAC', name: 'roles' }], 'name'],
    ['a webhook without settings', [{ type: 'Webhook', name: 'a' }], 'webhook'],
    ['settings without a webhook', [{ type: 'Node', name: 'node', webhook: WEBHOOK }], 'webhook'],
    ['no TTL is given one', [webhook({ authorizedTTL: null, unauthorizedTTL: '0s' })], undefined],
    ['a TTL below zero', [webhook({ authorizedTTL: '-1s' })], 'webhook.authorizedTTL'],
    ['another TTL below zero', [webhook({ unauthorizedTTL: '-30s' })], 'webhook.unauthorizedTTL'],
    ['no timeout', [webhook({ timeout: null })], 'webhook.timeout'],
    ['a timeout below zero', [webhook({ timeout: '-30s' })], 'webhook.timeout'],
    ['a timeout over 30s', [webhook({ timeout: '60s' })], 'webhook.timeout'],
    ['a timeout of 30s', [webhook({ timeout: '30s' })], undefined],
    ['a timeout that is no duration', [webhook({ timeout: 'soon' })], 'webhook.timeout'],
    ['a timeout that is a number', [webhook({ timeout: 3 })], 'webhook.timeout'],
    ['no version', [webhook({ subjectAccessReviewVersion: '' })], 'webhook.subjectAccessReviewVersion'],
    ['a version that is none', [webhook({ subjectAccessReviewVersion: 'v2beta1' })], 'webhook.subjectAccessReviewVersion'],
    [
      'conditions without a version',
      [webhook({ matchConditionSubjectAccessReviewVersion: '', matchConditions: [{ expression: 'true' }] })],
      'webhook.matchConditionSubjectAccessReviewVersion',
    ],
    [
      'conditions of an old version',
      [webhook({ matchConditionSubjectAccessReviewVersion: 'v1beta1' })],
      'webhook.matchConditionSubjectAccessReviewVersion',
    ],
    ['no failure policy', [webhook({ failurePolicy: '' })], 'webhook.failurePolicy'],
    ['a failure policy that is none', [webhook({ failurePolicy: 'AlwaysAllow' })], 'webhook.failurePolicy'],
    ['no connection', [webhook({ connectionInfo: null })], 'webhook.connectionInfo.type'],
    [
      'a connection that is none',
      [webhook({ connectionInfo: { type: 'ExternalClusterConfig' } })],
      'webhook.connectionInfo.type',
    ],
    [
      'a file in the cluster',
      [webhook({ connectionInfo: { type: 'InClusterConfig', kubeConfigFile: '/a' } })],
      'webhook.connectionInfo.kubeConfigFile',
    ],
    ['no file', [webhook({ connectionInfo: { type: 'KubeConfigFile' } })], 'webhook.connectionInfo.kubeConfigFile'],
    [
      'a file of no folder',
      [webhook({ connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: 'relative' } })],
      'webhook.connectionInfo.kubeConfigFile',
    ],
    ['an empty condition', [webhook({ matchConditions: [{ expression: ' ' }] })], 'webhook.matchConditions[0].expression'],
    [
      'a condition twice',
      [webhook({ matchConditions: [{ expression: 'true' }, { expression: 'true' }] })],
      'webhook.matchConditions[1].expression',
    ],
    [
      '65 conditions',
      [webhook({ matchConditions: Array.from({ length: 65 }, () => ({ expression: '' })) })],
      'webhook.matchConditions',
    ],
  ];
  test.for(CASES)('%s', ([, authorizers, at]) => expect(refused(...authorizers)).toEqual(at === undefined ? [] : [at]));
});

test.for<Json>([
  null,
  1,
  'a',
  [],
  { jwt: 1 },
  { jwt: [1, null, 'a', []] },
  { authorizers: {} },
  { authorizers: [null, 1, { webhook: [] }] },
])('nothing is thrown for %o', (value) => {
  const object = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { value }) as JsonObject;
  expect(() => [refusedAuthentication(object), refusedAuthorization(object)]).not.toThrow();
});
