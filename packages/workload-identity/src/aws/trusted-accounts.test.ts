import type { JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { patternText } from '../subject/subject-pattern.ts';
import { trustedAccounts } from './trusted-accounts.ts';
import { trustPolicy } from './trust-policy.ts';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const SUB = `${ISSUER}:sub`;
const ACTION = 'sts:AssumeRoleWithWebIdentity';

function read(condition: JsonObject, ...more: readonly JsonObject[]): readonly string[] {
  const principal = { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` };
  const first = { Effect: 'Allow', Principal: principal, Action: ACTION, Condition: condition };
  const policy = trustPolicy({ Version: '2012-10-17', Statement: [first, ...more] });
  return trustedAccounts(policy).map(({ patterns, never, unknown }) => never ?? unknown ?? patterns.map(patternText).join('; '));
}

test('the narrowest condition says who is let in', () => {
  expect(read({})).toEqual(['any account of any namespace']);
  expect(read({ StringNotLike: { [SUB]: 'system:serviceaccount:kube-system:*' } })).toEqual(['any account of any namespace']);
  expect(read({ StringLike: { [SUB]: '*' }, StringEquals: { [SUB]: 'system:serviceaccount:shop:web' } })).toEqual([
    'the account "web" of the namespace "shop"',
  ]);
  expect(read({ StringLike: { [SUB]: 'system:serviceaccount:${aws:x}:web' } })[0]).toContain('is not read');
});

test('conditions on claims that the token lacks fail, or hold for everybody', () => {
  const other = SUB.replace('/id/0', '/id/1');
  expect(read({ StringEquals: { [other]: 'system:serviceaccount:shop:web' } })[0]).toContain('which no token of');
  for (const operator of ['StringEqualsIfExists', 'ForAllValues:StringEquals', 'StringNotEquals'])
    expect(read({ [operator]: { [other]: 'system:serviceaccount:shop:web' } })).toEqual(['any account of any namespace']);
});

test('a Deny for all but some leaves those', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: ACTION };
  const but = { StringNotEquals: { [SUB]: 'system:serviceaccount:shop:web' } };
  expect(read({}, { ...deny, Condition: but })).toEqual(['the account "web" of the namespace "shop"']);
  expect(read({}, { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toEqual([
    'any account of any namespace',
  ]);
});
