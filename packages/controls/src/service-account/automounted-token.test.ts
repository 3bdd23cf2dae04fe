import { scan } from '@bulwark/engine';
import type { Finding } from '@bulwark/model';
import { expect, test } from 'vitest';
import { exampleInventory } from '../testing/example-inventory.ts';
import control from './automounted-token.ts';

function findingsOf(yaml: string): readonly Finding[] {
  return scan(exampleInventory({ name: 'shop', yaml }), { controls: [control] }).findings;
}

const pod = (namespace: string, account: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: web${namespace === '' ? '' : `, namespace: ${namespace}`}}
spec: {serviceAccountName: ${account}, containers: [{name: web, image: "nginx:1.29"}]}
`;
const account = (namespace: string, name: string, more = ''): string => `---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`}}
${more}
`;
const binding = (kind: string, subject: string): string => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: bound${kind === 'RoleBinding' ? ', namespace: shop' : ''}}
subjects: [${subject}]
`;

test('the evidence is the account, where it stands', () => {
  const [finding] = findingsOf(pod('shop', 'web') + account('shop', 'web', 'automountServiceAccountToken: true'));
  expect(finding).toMatchObject({
    severity: 'medium',
    message: 'the ServiceAccount "web" mounts its token, and the pod does not turn it off',
    evidence: [
      {
        text: 'the ServiceAccount sets automountServiceAccountToken: true',
        object: { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
        place: { line: 10, exact: true },
      },
    ],
  });
});

test.for([
  ['a RoleBinding', 'low', binding('RoleBinding', '{kind: ServiceAccount, name: web, namespace: shop}')],
  ['a ClusterRoleBinding', 'low', binding('ClusterRoleBinding', '{kind: ServiceAccount, name: web, namespace: shop}')],
  [
    "a RoleBinding whose subject leaves its namespace to the binding's",
    'low',
    binding('RoleBinding', '{kind: ServiceAccount, name: web}'),
  ],
  [
    'an account of another namespace',
    'medium',
    binding('ClusterRoleBinding', '{kind: ServiceAccount, name: web, namespace: bank}'),
  ],
  ['another account', 'medium', binding('RoleBinding', '{kind: ServiceAccount, name: api, namespace: shop}')],
  [
    'a subject whose namespace is no text: the API server refuses the binding',
    'medium',
    binding('RoleBinding', '{kind: ServiceAccount, name: web, namespace: no}'),
  ],
  ['a user of that name', 'medium', binding('RoleBinding', '{kind: User, name: web}')],
] as const)('rights by %s: %s', ([, severity, bound]) => {
  const [finding] = findingsOf(pod('shop', 'web') + account('shop', 'web') + bound);
  expect(finding?.severity).toBe(severity);
  expect(finding?.evidence.some(({ text }) => text.includes('gives the account rights'))).toBe(severity === 'low');
});

test('a pod whose namespace is open may be in that of the binding, but not by the account that every namespace has', () => {
  const bound = (name: string): string => binding('RoleBinding', `{kind: ServiceAccount, name: ${name}, namespace: shop}`);
  expect(findingsOf(pod('', 'web') + account('', 'web') + bound('web')).map(({ severity }) => severity)).toEqual(['low']);
  expect(findingsOf(pod('', 'default') + bound('default')).map(({ severity }) => severity)).toEqual(['medium']);
});

test('a pod that asks for its token, with and without rights to use it', () => {
  const asking = pod('shop', 'web').replace('spec: {', 'spec: {automountServiceAccountToken: true, ');
  const bound = binding('RoleBinding', '{kind: ServiceAccount, name: web, namespace: shop}');
  expect(findingsOf(asking).map(({ severity }) => severity)).toEqual(['low']);
  expect(findingsOf(asking + bound).map(({ severity, severityReason }) => [severity, severityReason])).toEqual([
    ['info', 'the pod asks for its token, and the RoleBinding "bound" gives the account rights: it seems to be meant'],
  ]);
});

test('an account whose name is no text is unknown at that field', () => {
  const { findings, unknown } = scan(exampleInventory({ name: 'shop', yaml: pod('shop', '123') }), { controls: [control] });
  expect(findings).toEqual([]);
  expect(unknown).toMatchObject([
    {
      path: ['spec', 'serviceAccountName'],
      place: { line: 5, exact: true },
      reason: 'serviceAccountName is read as 123, not as text, and the API server refuses it: put it in quotes',
    },
  ]);
});
