import type { JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { isUnsure } from '../truth.ts';
import { trustPolicy } from './trust-policy.ts';
import { mayAssumeWithToken } from './web-identity.ts';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const SUB = `${ISSUER}:sub`;
const AUD = `${ISSUER}:aud`;
const WEB = 'system:serviceaccount:shop:web';

function answer(document: JsonObject, audience = 'sts.amazonaws.com'): string {
  const identity = { issuer: ISSUER, account: { namespace: 'shop', name: 'web' }, audience };
  const found = mayAssumeWithToken(trustPolicy(document), identity).answer;
  return isUnsure(found) ? 'unknown' : found ? 'yes' : 'no';
}

function allow(condition: JsonObject, more: JsonObject = {}): JsonObject {
  const statement = { Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity' };
  return { Version: '2012-10-17', Statement: [{ ...statement, Condition: condition, ...more }] };
}

describe('a condition on the subject', () => {
  test.for<readonly [string, JsonObject, string]>([
    ['exact', { StringEquals: { [SUB]: WEB } }, 'yes'],
    ['exact, of another account', { StringEquals: { [SUB]: 'system:serviceaccount:shop:api' } }, 'no'],
    ['one of several', { StringEquals: { [SUB]: ['system:serviceaccount:shop:api', WEB] } }, 'yes'],
    ['both of two operators', { StringEquals: { [SUB]: WEB }, StringLike: { [SUB]: 'system:serviceaccount:other:*' } }, 'no'],
    ['in another case', { StringEquals: { [SUB]: WEB.toUpperCase() } }, 'no'],
    ['in another case, where that is the same', { StringEqualsIgnoreCase: { [SUB]: WEB.toUpperCase() } }, 'yes'],
    ['the case of the key says nothing', { StringEquals: { [SUB.toUpperCase()]: WEB } }, 'yes'],
    ['a wildcard', { StringLike: { [SUB]: 'system:serviceaccount:shop:*' } }, 'yes'],
    ['a wildcard for one character', { StringLike: { [SUB]: 'system:serviceaccount:shop:we?' } }, 'yes'],
    ['a wildcard that stands for separators', { StringLike: { [SUB]: 'system:*' } }, 'yes'],
    ['a wildcard that StringEquals does not know', { StringEquals: { [SUB]: 'system:serviceaccount:shop:*' } }, 'no'],
    ['an escaped wildcard', { StringLike: { [SUB]: 'system:serviceaccount:shop:${*}' } }, 'no'],
    ['a variable', { StringLike: { [SUB]: 'system:serviceaccount:${aws:username}:web' } }, 'unknown'],
    ['not', { StringNotEquals: { [SUB]: WEB } }, 'no'],
    ['not, of another', { StringNotLike: { [SUB]: 'system:serviceaccount:kube-*:*' } }, 'yes'],
    ['neither of two', { StringNotEquals: { [SUB]: ['a', WEB] } }, 'no'],
    ['for any value', { 'ForAnyValue:StringEquals': { [SUB]: [WEB] } }, 'yes'],
    ['for all values', { 'ForAllValues:StringEquals': { [SUB]: ['a'] } }, 'no'],
    ['if it exists', { StringEqualsIfExists: { [SUB]: 'a' } }, 'no'],
    ['it must not be there', { Null: { [SUB]: 'true' } }, 'no'],
    ['it must be there', { Null: { [SUB]: false } }, 'yes'],
    ['without values', { StringEquals: { [SUB]: [] } }, 'no'],
    ['an operator of our own', { StringSame: { [SUB]: WEB } }, 'unknown'],
    ['none', {}, 'yes'],
  ])('%s', ([, condition, expected]) => expect(answer(allow(condition))).toBe(expected));
});

describe('a key that the token does not have', () => {
  const other = 'oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:sub';
  test.for<readonly [string, string]>([
    ['StringEquals', 'no'],
    ['StringLike', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
  ])('%s', ([operator, expected]) => expect(answer(allow({ [operator]: { [other]: 'x' } }))).toBe(expected));

  test('Null', () => {
    expect(answer(allow({ Null: { [other]: 'true' } }))).toBe('yes');
    expect(answer(allow({ Null: { [other]: 'false' } }))).toBe('no');
  });

  test('a key that only the request shows', () => {
    expect(answer(allow({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }))).toBe('unknown');
    expect(answer(allow({ StringEquals: { [SUB]: 'a' }, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }))).toBe('no');
  });
});

describe('statements', () => {
  const subject = { StringEquals: { [SUB]: WEB } };
  test('the audience', () => {
    const document = allow({ StringEquals: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } });
    expect(answer(document)).toBe('yes');
    expect(answer(document, 'vault')).toBe('no');
  });

  test('the action, in any case and with wildcards', () => {
    for (const action of ['STS:assumerolewithwebidentity', 'sts:*', '*', 'sts:AssumeRole*'])
      expect(answer(allow(subject, { Action: ['sts:TagSession', action] }))).toBe('yes');
    expect(answer(allow(subject, { Action: 'sts:AssumeRole' }))).toBe('no');
    expect(answer(allow(subject, { Action: undefined, NotAction: 'sts:AssumeRoleWithWebIdentity' }))).toBe('no');
  });

  test('the principal', () => {
    expect(answer(allow(subject, { Principal: { Federated: [PROVIDER, 'accounts.google.com'] } }))).toBe('yes');
    expect(answer(allow(subject, { Principal: { Federated: PROVIDER.replace('/id/0', '/id/1') } }))).toBe('no');
    expect(answer(allow(subject, { Principal: { Service: 'ec2.amazonaws.com' } }))).toBe('no');
    expect(answer(allow(subject, { Principal: '*' }))).toBe('unknown');
    expect(answer(allow(subject, { NotPrincipal: { AWS: 'x' } }))).toBe('unknown');
  });

  test('a Deny stands over an Allow', () => {
    const [first] = allow(subject)['Statement'] as readonly JsonObject[];
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' };
    const both = (condition: JsonObject): JsonObject => ({
      Version: '2012-10-17',
      Statement: [first ?? {}, { ...deny, Condition: condition }],
    });
    expect(answer(both({}))).toBe('no');
    expect(answer(both({ StringNotLike: { [SUB]: 'system:serviceaccount:shop:*' } }))).toBe('yes');
    expect(answer(both({ StringNotLike: { [SUB]: 'system:serviceaccount:prod:*' } }))).toBe('no');
    expect(answer(both({ Bool: { 'aws:SecureTransport': 'false' } }))).toBe('unknown');
  });

  test('one statement that is no list, and a document as text', () => {
    const document = allow(subject);
    expect(answer({ ...document, Statement: (document['Statement'] as readonly JsonObject[])[0] })).toBe('yes');
    const encoded = encodeURIComponent(JSON.stringify(document));
    expect(answer({ RoleName: 'web', AssumeRolePolicyDocument: encoded })).toBe('yes');
    expect(answer({ RoleName: 'web', AssumeRolePolicyDocument: JSON.stringify(document) })).toBe('yes');
    expect(answer({ RoleName: 'web', AssumeRolePolicyDocument: '%' })).toBe('unknown');
  });

  test('before 2012-10-17 a variable is text', () => {
    const old = { ...allow({ StringLike: { [SUB]: 'system:serviceaccount:${x}:web' } }), Version: '2008-10-17' };
    expect(answer(old)).toBe('no');
  });
});
