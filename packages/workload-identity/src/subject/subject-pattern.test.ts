import { expect, test } from 'vitest';
import { awsGlob } from '../glob.ts';
import { breadthOf, patternText, subjectPatterns } from './subject-pattern.ts';

test.for([
  ['system:serviceaccount:shop:web', 'one', 'the account "web" of the namespace "shop"'],
  ['system:serviceaccount:shop:*', 'namespace', 'any account of the namespace "shop"'],
  ['system:serviceaccount:shop:web-*', 'namespace', 'the accounts "web-*" of the namespace "shop"'],
  ['system:serviceaccount:team-*:web', 'namespaces', 'the account "web" of the namespaces "team-*"'],
  ['system:serviceaccount:shop*', 'namespaces', 'any account of the namespaces "shop*"'],
  ['system:serviceaccount:*:web', 'cluster', 'the account "web" of any namespace'],
  ['system:serviceaccount:*', 'cluster', 'any account of any namespace'],
  ['system:*:web', 'cluster', 'the account "web" of any namespace'],
  ['*', 'cluster', 'any account of any namespace'],
  ['system:serviceaccount:shop?web', 'one', 'the account "web" of the namespace "shop"'],
] as const)('%s', ([text, breadth, words]) => {
  const patterns = subjectPatterns(awsGlob(text) ?? []) ?? [];
  expect(patterns.map(patternText)).toContain(words);
  expect(patterns.map(breadthOf)).toContain(breadth);
});

test.for([
  'shop/web',
  'system:serviceaccount:Shop:web',
  'system:serviceaccount:shop:web:x',
  'repo:org/name:*',
  '',
  'system:serviceaccount:shop',
])('no account has the subject %s', (text) => expect(subjectPatterns(awsGlob(text) ?? [])).toEqual([]));

test('a pattern beyond reason is not read, and costs nothing', () => {
  expect(subjectPatterns(awsGlob('*?'.repeat(900)) ?? [])).toBeUndefined();
});
