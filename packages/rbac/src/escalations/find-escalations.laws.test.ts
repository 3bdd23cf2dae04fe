import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultsOf } from '../defaults/defaults.ts';
import { resourceRequest, urlRequest, type Request } from '../request.ts';
import { ruleAllows } from '../rule/rule-allows.ts';
import { bindingsOf, replay } from '../testing/replay.ts';
import { smallPolicy, type SmallGrant } from '../testing/small-policy.ts';
import { AtomTable, type Atom } from './atoms.ts';
import { capabilitiesOf } from './capabilities.ts';
import { findEscalations } from './find-escalations.ts';
import type { Kind } from './kind.ts';
import { PRIMITIVES } from './primitives.ts';
import type { Step } from './escalation.ts';

const defaults = await defaultsOf(37);
const table = new AtomTable(PRIMITIVES);

const NAMES = ['', '', '', 'a', 'default', 'cluster-admin', 'role-0', 'role-1', 'edit', 'system:masters', 'a,default'];
const VERBS = [...new Set(table.atoms.map(({ verb }) => verb))];
const KINDS = [...new Set(table.atoms.map(({ kind }) => textOf(kind)))];

function textOf(kind: Kind): string {
  if (kind.kind === 'url') return kind.path;
  const { group, resource, subresource } = kind;
  return `${resource}${group === '' ? '' : `.${group}`}${subresource === '' ? '' : `/${subresource}`}`;
}

/** Mostly what some primitive needs: both verb and kind at random would hardly ever mean anything. */
const rule = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...table.atoms), fc.constantFrom(...NAMES))
      .map(([{ verb, kind }, name]) => `${verb} ${textOf(kind)} ${name}`.trim()),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.subarray(VERBS, { minLength: 1, maxLength: 4 }),
        fc.subarray(
          KINDS.filter((kind) => !kind.startsWith('/')),
          { minLength: 1, maxLength: 3 },
        ),
      )
      .map(([verbs, kinds]) => `${verbs.join(',')} ${kinds.join(',')}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('* *.*', '* *', 'create */exec', 'get */log', '* pods.*', 'create pods/*', 'get *') },
);

const grant: fc.Arbitrary<SmallGrant> = fc.record(
  {
    to: fc.constantFrom(
      'shop/api',
      'ops/deployer',
      'jane',
      '@devs',
      '@system:serviceaccounts',
      '@system:serviceaccounts:ops',
      'shop/api,jane',
      'ops/gone',
    ),
    in: fc.constantFrom('shop', 'ops', 'kube-system'),
    cluster: fc.boolean(),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['to', 'rules'] },
);
const grants = fc.array(grant, { minLength: 1, maxLength: 7 });

test('a role can do of the atoms what the authorizer says', () => {
  const requests = table.atoms.flatMap((atom) =>
    ['', 'a', 'default'].map((name) => ({ atom, name, request: requestFor(atom, name) })),
  );
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), (texts) => {
      const [role] = smallPolicy([{ to: 'jane', rules: texts }]).roles;
      if (role === undefined) throw new Error('no role');
      const capabilities = capabilitiesOf(role, table);
      for (const { atom, name, request } of requests) {
        const found = (capabilities.get(atom.id) ?? []).filter(
          (each) => request.kind === 'url' || each.rule.resourceNames.length === 0 || each.rule.resourceNames.includes(name),
        );
        expect(found).toEqual(role.rules.filter((each) => ruleAllows(each.rule, request)));
      }
    }),
  );
});

function requestFor({ verb, kind }: Atom, name: string): Request {
  if (kind.kind === 'url') return urlRequest(verb, kind.path);
  const { group, resource, subresource } = kind;
  return resourceRequest({ verb, group, resource, subresource, name });
}

test('every proof holds with the bindings that it names, and fails without any one of them', () => {
  fc.assert(
    fc.property(grants, fc.constantFrom(30, 34, 37), fc.boolean(), fc.boolean(), (list, minor, withDefaults, complete) => {
      const policy = smallPolicy(list, withDefaults ? defaults : undefined);
      const { escalations, paths } = findEscalations(policy, complete ? { minor, exists } : { minor });
      for (const { steps } of [...escalations, ...paths]) expect(faultOf(steps, policy.roles)).toBeUndefined();
    }),
    { numRuns: 1500 },
  );
});

test('to be somebody and to do something as somebody together', () => {
  const action = fc.constantFrom(...table.atoms.filter(({ verb }) => verb.startsWith('impersonate-on:')));
  const wish = fc.constantFrom(...table.atoms.filter(({ verb }) => verb.startsWith('impersonate:')));
  const ruled = fc
    .tuple(fc.constantFrom(action, wish), fc.constantFrom('', '', 'jane', 'deployer', 'devs'))
    .chain(([atoms, name]) => atoms.map(({ verb, kind }) => `${verb} ${textOf(kind)} ${name}`.trim()));
  const own = fc.record({ rules: fc.array(ruled, { minLength: 1, maxLength: 4 }), in: fc.constantFrom(undefined, 'ops') });
  fc.assert(
    fc.property(fc.array(own, { minLength: 1, maxLength: 3 }), grants, fc.constantFrom(36, 37), (mine, others, minor) => {
      const held = mine.map(({ rules, in: place }): SmallGrant => ({
        to: 'shop/api',
        rules,
        ...(place !== undefined && { in: place }),
      }));
      const policy = smallPolicy([...held, ...others], defaults);
      const { escalations, paths } = findEscalations(policy, { minor });
      for (const { steps } of [...escalations, ...paths]) expect(faultOf(steps, policy.roles)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

function exists(_: string, name: string): boolean {
  return name !== 'gone';
}

/** What is wrong with a proof. */
function faultOf(steps: readonly Step[], roles: Parameters<typeof replay>[1]): string | undefined {
  const bindings = bindingsOf(steps);
  if (steps.length === 0) return 'no steps';
  const refused = replay(steps, roles, bindings);
  if (refused !== undefined) return `refused: ${refused}`;
  const needless = bindings.find(
    (binding) =>
      replay(
        steps,
        roles,
        bindings.filter((other) => other !== binding),
      ) === undefined,
  );
  return needless === undefined ? undefined : `needless: ${needless.namespace}/${needless.name}`;
}

test('the same policy gives the same answer, and more grants never fewer identities with a path', () => {
  fc.assert(
    fc.property(grants, grant, (list, more) => {
      const few = findEscalations(smallPolicy(list, defaults));
      expect(findEscalations(smallPolicy(list, defaults))).toEqual(few);
      const many = findEscalations(smallPolicy([...list, more], defaults));
      const names = many.paths.map(({ identity }) => identity.name);
      // What a group can do by now is said of the group.
      if (!more.to.startsWith('@')) for (const { identity } of few.paths) expect(names).toContain(identity.name);
    }),
    { numRuns: 200 },
  );
});
