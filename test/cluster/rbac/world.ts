import type { JsonObject } from '@bulwark/model';
import type { Api } from '../../control-plane/api.ts';
import { inParallel } from '../../control-plane/in-parallel.ts';
import { newNamespace } from '../control-planes.ts';
import type { Dice } from '../dice.ts';
import { eventually } from '../eventually.ts';
import { create, RBAC, rbacObject, type RbacResource } from './objects.ts';
import { partOf, randomRules } from './random-rules.ts';

const WIDTH = 16;
const WRITES = ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'];

/** Somebody with bounded rights, as the API server sees them. */
export interface Person {
  readonly name: string;
  /** Without what the server adds. */
  readonly groups: readonly string[];
}

/** An object that is there, as the server has it. */
export interface Stored {
  readonly resource: RbacResource;
  readonly namespace: string;
  readonly name: string;
  readonly object: JsonObject;
}

export interface World {
  readonly namespaces: readonly string[];
  readonly people: readonly Person[];
  readonly stored: readonly Stored[];
  /** What some of the people hold, to make roles of that they may hand out. */
  readonly held: readonly (readonly JsonObject[])[];
}

interface Draft {
  readonly resource: RbacResource;
  readonly namespace: string;
  readonly name: string;
  readonly parts: JsonObject;
}

/** People with random rights, and roles and bindings that they may want to change. Names begin with the prefix. */
export async function createWorld(api: Api, dice: Dice, prefix: string, count: number): Promise<World> {
  const namespaces = [await newNamespace(api), await newNamespace(api)];
  const people = Array.from({ length: count }, (_, at) => ({
    name: `${prefix}-${at}`,
    groups: at === 0 ? ['system:masters'] : dice.some([`${prefix}:a`, `${prefix}:b`], 0.3),
  }));
  const held: (readonly JsonObject[])[] = [];
  const roles = targets(dice, prefix, namespaces, held);
  const drafts = [...roles, ...people.flatMap((person) => rights(dice, prefix, namespaces, { person, held }))];
  const bindings = bindingTargets(dice, prefix, roles);
  const stored = await inParallel([...drafts, ...bindings], WIDTH, async ({ resource, namespace, name, parts }) => {
    const object = await create(api, resource, namespace, rbacObject(resource, namespace, name, parts));
    return { resource, namespace, name, object };
  });
  await settled(api, prefix, namespaces[0] ?? '');
  await aggregated(api);
  return { namespaces, people, stored: stored.slice(0, roles.length).concat(stored.slice(drafts.length)), held };
}

/** What is written to: roles in every namespace, and cluster roles. */
function targets(dice: Dice, prefix: string, namespaces: readonly string[], held: (readonly JsonObject[])[]): readonly Draft[] {
  return ['', ...namespaces].flatMap((namespace) =>
    Array.from({ length: 12 }, (_, at) => {
      const rules = randomRules(dice, namespace !== '', 2);
      if (dice.chance(0.5)) held.push(rules);
      const resource = namespace === '' ? 'clusterroles' : 'roles';
      const summing = namespace === '' && at % 6 === 5;
      const parts = summing
        ? { rules: [], aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [prefix]: 'nothing' } }] } }
        : { rules };
      return { resource, namespace, name: `${prefix}-target-${at}`, parts } as const;
    }),
  );
}

function bindingTargets(dice: Dice, prefix: string, roles: readonly Draft[]): readonly Draft[] {
  return roles.map((role, at) => {
    const namespaced = role.namespace !== '';
    return {
      resource: namespaced ? 'rolebindings' : 'clusterrolebindings',
      namespace: role.namespace,
      name: `${prefix}-binding-${at}`,
      parts: {
        roleRef: { apiGroup: RBAC, kind: namespaced && dice.chance(0.8) ? 'Role' : 'ClusterRole', name: role.name },
        subjects: [{ apiGroup: RBAC, kind: 'User', name: `${prefix}-nobody` }],
      },
    };
  });
}

interface Giving {
  readonly person: Person;
  readonly held: (readonly JsonObject[])[];
}

/** The right to write, perhaps to escalate and bind, and whatever else. */
function rights(dice: Dice, prefix: string, namespaces: readonly string[], { person, held }: Giving): readonly Draft[] {
  const parts: (readonly JsonObject[])[] = [writing(dice)];
  if (dice.chance(0.25)) parts.push([special(dice, prefix, 'escalate', ['roles', 'clusterroles'])]);
  if (dice.chance(0.35)) parts.push([special(dice, prefix, 'bind', ['roles', 'clusterroles'])]);
  if (dice.chance(0.06)) parts.push([{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]);
  if (dice.chance(0.06)) parts.push([{ verbs: ['*'], nonResourceURLs: ['*'] }]);
  for (let more = dice.below(3); more >= 0; more--) {
    const rules = held.length > 0 && dice.chance(0.4) ? partOf(dice, dice.pick(held)) : randomRules(dice, false);
    parts.push(rules);
    held.push(rules);
  }
  return parts.flatMap((rules, at) => given(dice, namespaces, { person, rules, name: `${person.name}-${at}` }));
}

function writing(dice: Dice): readonly JsonObject[] {
  const verbs = dice.chance(0.85) ? ['create', 'update', 'patch'] : dice.some(['create', 'update', 'patch'], 0.6);
  const resources = dice.chance(0.85) ? WRITES : dice.some(WRITES, 0.6);
  if (verbs.length === 0 || resources.length === 0) return [{ verbs: ['get'], apiGroups: [RBAC], resources: WRITES }];
  return [{ verbs, apiGroups: [RBAC], resources }];
}

function special(dice: Dice, prefix: string, verb: string, on: readonly string[]): JsonObject {
  const names = Array.from({ length: 3 }, () => `${prefix}-target-${dice.below(12)}`);
  const resources = dice.chance(0.5) ? on : [dice.pick(on)];
  return { verbs: [verb], apiGroups: [RBAC], resources, ...(dice.chance(0.5) && { resourceNames: names }) };
}

interface Gift {
  readonly person: Person;
  readonly rules: readonly JsonObject[];
  readonly name: string;
}

/** A cluster role and its binding, to the person or to one of their groups, everywhere or in one namespace. */
function given(dice: Dice, namespaces: readonly string[], { person, rules, name }: Gift): readonly Draft[] {
  const urls = rules.some((rule) => 'nonResourceURLs' in rule);
  const namespace = urls || dice.chance(0.6) ? '' : dice.pick(namespaces);
  const [group] = person.groups;
  const toGroup = group !== undefined && dice.chance(0.3);
  const subject = { apiGroup: RBAC, kind: toGroup ? 'Group' : 'User', name: toGroup ? group : person.name };
  const resource = namespace === '' ? 'clusterrolebindings' : 'rolebindings';
  const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name };
  return [
    { resource: 'clusterroles', namespace: '', name, parts: { rules } },
    { resource, namespace, name, parts: { roleRef, subjects: [subject] } },
  ];
}

/** The authorizer hears of new objects a little later, of each kind apart: waits until it knows what was made last. */
async function settled(api: Api, prefix: string, namespace: string): Promise<void> {
  const name = `${prefix}-last`;
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }];
  await create(api, 'clusterroles', '', rbacObject('clusterroles', '', name, { rules }));
  await create(api, 'roles', namespace, rbacObject('roles', namespace, name, { rules }));
  for (const [resource, kind, at] of [
    ['rolebindings', 'Role', namespace],
    ['clusterrolebindings', 'ClusterRole', ''],
  ] as const) {
    const subjects = [{ apiGroup: RBAC, kind: 'User', name: `${prefix}-last-${kind}` }];
    const roleRef = { apiGroup: RBAC, kind, name };
    await create(api, resource, at, rbacObject(resource, at, name, { roleRef, subjects }));
  }
  for (const kind of ['Role', 'ClusterRole']) {
    const known = await eventually(async () => ((await mayGetPods(api, `${prefix}-last-${kind}`, namespace)) ? true : undefined));
    if (known !== true) throw new Error(`the authorizer does not hear of the last ${kind}`);
  }
}

async function mayGetPods(api: Api, user: string, namespace: string): Promise<boolean> {
  const { body } = await api.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user, resourceAttributes: { verb: 'get', resource: 'pods', namespace } },
  });
  return (body as { readonly status?: { readonly allowed?: boolean } }).status?.allowed === true;
}

/** A new server has no rules in these until the controller comes by. */
async function aggregated(api: Api): Promise<void> {
  for (const name of ['view', 'edit', 'admin']) {
    const filled = await eventually(async () => {
      const { body } = await api.request('GET', `/apis/${RBAC}/v1/clusterroles/${name}`);
      return ((body as { readonly rules?: readonly unknown[] | null }).rules?.length ?? 0) > 0 ? true : undefined;
    });
    if (filled !== true) throw new Error(`${name} is never filled in`);
  }
}
