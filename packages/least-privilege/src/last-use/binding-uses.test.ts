import { kubeObject, type JsonObject } from '@bulwark/model';
import { readPolicy, type Principal } from '@bulwark/rbac';
import { describe, expect, test } from 'vitest';
import { Observations } from '../observe/observations.ts';
import { eventsOf } from '../testing/events.ts';
import { BindingUses, type BindingUse } from './binding-uses.ts';

const API = 'system:serviceaccount:shop:api';
const get = { verb: 'get', objectRef: { resource: 'secrets', namespace: 'shop', name: 'db' } };
const by = (reason: string): JsonObject => ({
  annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': reason },
});
const SECRETS = 'RBAC: allowed by RoleBinding "secrets/shop" of Role "reader" to ServiceAccount "api/shop"';
const OPS = 'RBAC: allowed by RoleBinding "ops/shop" of Role "reader" to Group "ops"';
const at = (time: string): JsonObject => ({ requestReceivedTimestamp: time });

function object(kind: string, name: string, more: JsonObject): JsonObject {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { namespace: 'shop', name }, ...more };
}

const POLICY = readPolicy(
  [
    object('Role', 'reader', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] }),
    object('RoleBinding', 'secrets', {
      roleRef: { kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
    }),
    object('RoleBinding', 'ops', { roleRef: { kind: 'Role', name: 'reader' }, subjects: [{ kind: 'Group', name: 'ops' }] }),
  ].map((value) => kubeObject(value)),
  { complete: true },
);

function use(whom: Principal, name: string, events: readonly JsonObject[]): BindingUse {
  const observations = new Observations();
  for (const event of eventsOf(...events)) observations.add(event);
  const binding = POLICY.bindings.find((each) => each.name === name);
  if (binding === undefined) throw new Error(`there is no ${name}`);
  return new BindingUses(observations).of(whom, { binding, subject: 0 }, POLICY.roles[0]);
}

const api: Principal = { kind: 'user', name: API };
const ops: Principal = { kind: 'group', name: 'ops' };
const jane = { user: { username: 'jane', groups: ['ops'] } };

describe('the use of a binding', () => {
  test('is what the server named, with its first and last', () => {
    const times = ['2026-11-01T10:00:00Z', '2026-11-03T10:00:00Z', '2026-11-02T10:00:00Z'];
    expect(
      use(
        api,
        'secrets',
        times.map((time) => ({ ...get, ...by(SECRETS), ...at(time) })),
      ),
    ).toEqual({
      verdict: 'named',
      use: { count: 3, first: Date.UTC(2026, 10, 1, 10) * 1000, last: Date.UTC(2026, 10, 3, 10) * 1000 },
    });
  });

  test('of a group is that of its members, each by its own', () => {
    const events = [{ ...get, ...jane, ...by(OPS) }];
    expect(use(ops, 'ops', events)).toMatchObject({ verdict: 'named', use: { count: 1 } });
    expect(use({ kind: 'user', name: 'jane' }, 'ops', events).verdict).toBe('named');
    expect(use({ kind: 'user', name: 'joe' }, 'ops', events).verdict).toBe('unknown');
  });

  test.for<[string, readonly JsonObject[], BindingUse['verdict']]>([
    ['possible where no binding is named', [get], 'possible'],
    ['possible where the server asked beside the request', [{ ...get, ...by('') }], 'possible'],
    ['spare where another one is named', [{ ...get, ...by(OPS) }], 'spare'],
    ['never where others do what it allows', [{ ...get, ...jane, ...by(OPS), ...at('2026-11-01T10:00:00Z') }], 'never'],
    [
      'never where it was denied',
      [
        {
          ...get,
          responseStatus: { code: 403 },
          annotations: { 'authorization.k8s.io/decision': 'forbid' },
          ...at('2026-11-01T10:00:00Z'),
        },
      ],
      'never',
    ],
    ['unknown without times', [{ ...get, ...jane, ...by(OPS) }], 'unknown'],
    [
      'unknown where nobody is seen at what it grants',
      [{ verb: 'list', objectRef: { resource: 'pods' }, ...at('2026-11-01T10:00:00Z') }],
      'unknown',
    ],
    [
      'not of another namespace',
      [{ verb: 'get', objectRef: { resource: 'secrets', namespace: 'other', name: 'x' }, ...at('2026-11-01T10:00:00Z') }],
      'never',
    ],
  ])('is %s', ([, events, verdict]) => {
    expect(use(api, 'secrets', events).verdict).toBe(verdict);
  });

  test('of which nobody knows what it grants is unknown, unless the server named it', () => {
    const observations = new Observations();
    for (const event of eventsOf({ ...get, ...by(SECRETS) })) observations.add(event);
    const [secrets, other] = POLICY.bindings;
    if (secrets === undefined || other === undefined) throw new Error('there are no bindings');
    const uses = new BindingUses(observations);
    expect(uses.of(api, { binding: secrets, subject: 0 }, undefined).verdict).toBe('named');
    expect(uses.of(api, { binding: other, subject: 0 }, undefined).verdict).toBe('unknown');
  });
});

test('certificates, and what others did in a name, are told apart', () => {
  const observations = new Observations();
  const extra = { 'authentication.kubernetes.io/credential-id': ['X509SHA256=aa', 'JTI=bb'] };
  const events = [
    { ...get, user: { username: 'jane', extra } },
    { ...get, user: { username: 'root' }, impersonatedUser: { username: 'jane' } },
  ];
  for (const event of eventsOf(...events)) observations.add(event);
  const log = observations.subjects.get('jane');
  expect([...(log?.certificates.keys() ?? [])]).toEqual(['aa']);
  expect([log?.signedIn.use.count, log?.impersonated.use.count]).toEqual([1, 1]);
  expect(observations.subjects.get('root')?.signedIn.use.count).toBe(1);
});
