import { expect, test } from 'vitest';
import { patternText } from '../subject/subject-pattern.ts';
import { poolMember } from './member.ts';

const POOL = 'iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/shop.svc.id.goog';

test.for([
  ['serviceAccount:shop.svc.id.goog[web/api]', 'shop.svc.id.goog', 'the account "api" of the namespace "web"', undefined],
  [
    'serviceAccount:example.com:shop.svc.id.goog[web/api]',
    'example.com:shop.svc.id.goog',
    'the account "api" of the namespace "web"',
    undefined,
  ],
  [`principal://${POOL}/subject/ns/web/sa/api`, 'shop.svc.id.goog', 'the account "api" of the namespace "web"', undefined],
  [`principalSet://${POOL}/namespace/web`, 'shop.svc.id.goog', 'any account of the namespace "web"', undefined],
  [
    `principalSet://${POOL}/kubernetes.cluster/https://container.googleapis.com/v1/projects/p/locations/l/clusters/c`,
    'shop.svc.id.goog',
    'any account of any namespace',
    undefined,
  ],
  [`principalSet://${POOL}/*`, 'shop.svc.id.goog', 'any account of any namespace', undefined],
  [
    `principal://${POOL}/kubernetes.serviceaccount.uid/0d0b`,
    'shop.svc.id.goog',
    'any account of any namespace',
    'it is the account with the uid 0d0b',
  ],
  [
    `principal://${POOL.replace('shop.svc.id.goog', 'own')}/subject/system:serviceaccount:web:api`,
    'own',
    'the account "api" of the namespace "web"',
    undefined,
  ],
  ['allUsers', undefined, 'any account of any namespace', undefined],
] as const)('%s', ([member, pool, accounts, unless]) => {
  const found = poolMember(member);
  expect({ pool: found?.pool, accounts: found && patternText(found.accounts), unless: found?.unless }).toEqual({
    pool,
    accounts,
    unless,
  });
});

test.for([
  'user:a@example.com',
  'serviceAccount:web@shop.iam.gserviceaccount.com',
  'serviceAccount:shop.svc.id.goog[web/*]',
  'serviceAccount:shop.svc.id.goog[*/*]',
  'serviceAccount:shop.svc.id.goog[web]',
  `principal://${POOL}/subject/repo:org/name`,
  'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/attribute.repository/a/b',
  'group:x@example.com',
  '',
])('%s is no account of a cluster', (member) => expect(poolMember(member)).toBeUndefined());
