import { expect, test } from 'vitest';
import { principalOf, subjectApplies, type Subject } from './subject.ts';
import type { User } from './user.ts';

function subject(text: string): Subject {
  const [kind = '', name = '', namespace = ''] = text.split(' ');
  return { kind, name, namespace };
}

const FOOBAR: User = { name: 'foobar', groups: [] };
const ZIMZAM: User = { name: 'zimzam', groups: ['foobar'] };
const EVERYBODY = ['Group system:authenticated', 'Group system:unauthenticated'];

// The cases of TestAppliesTo in kubernetes/pkg/registry/rbac/validation/rule_test.go: which subject means the user.
test.each<[string, readonly string[], User, string, number]>([
  ['a name', ['User foobar'], FOOBAR, '', 0],
  ['the second of two names', ['User barfoo', 'User foobar'], FOOBAR, '', 1],
  ['none of two names', ['User barfoo', 'User foobar'], { name: 'zimzam', groups: [] }, '', -1],
  ['a group', ['User barfoo', 'Group foobar'], ZIMZAM, '', 1],
  ['a group in a namespace', ['User barfoo', 'Group foobar'], ZIMZAM, 'namespace1', 1],
  [
    'a service account of another namespace',
    ['User barfoo', 'Group foobar', 'ServiceAccount default kube-system'],
    { name: 'system:serviceaccount:kube-system:default', groups: [] },
    'default',
    2,
  ],
  ['a star, which is a name', ['User *'], FOOBAR, 'default', -1],
  ['somebody authenticated', EVERYBODY, { name: 'foobar', groups: ['system:authenticated'] }, 'default', 0],
  ['somebody anonymous', EVERYBODY, { name: 'system:anonymous', groups: ['system:unauthenticated'] }, 'default', 1],
])('%s', (_, subjects, user, namespace, expected) => {
  expect(subjects.findIndex((text) => subjectApplies(subject(text), namespace, user))).toBe(expected);
});

test.each([
  ['User api', 'shop', 'user api'],
  ['Group api', 'shop', 'group api'],
  ['ServiceAccount api', 'shop', 'user system:serviceaccount:shop:api'],
  ['ServiceAccount api prod', 'shop', 'user system:serviceaccount:prod:api'],
  ['ServiceAccount api', '', undefined],
  ['ServiceAccount api prod', '', 'user system:serviceaccount:prod:api'],
  ['user api', 'shop', undefined],
  ['__proto__ api', 'shop', undefined],
  [' api', 'shop', undefined],
])('the subject "%s" of a binding in "%s" means %s', (text, namespace, expected) => {
  const principal = principalOf(subject(text), namespace);
  expect(principal && `${principal.kind} ${principal.name}`).toBe(expected);
});
