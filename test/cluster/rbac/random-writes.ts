import type { JsonObject } from '@bulwark/model';
import type { Dice } from '../dice.ts';
import { collectionOf, RBAC, rbacObject, type RbacResource } from './objects.ts';
import { partOf, randomRules } from './random-rules.ts';
import type { Person, Stored, World } from './world.ts';

/** A write as it is sent, dry, and what is there before and would be there after. */
export interface RandomWrite {
  readonly person: Person;
  readonly resource: RbacResource;
  readonly verb: 'create' | 'update' | 'patch';
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject;
  readonly contentType: string;
  readonly old: JsonObject | undefined;
  readonly next: JsonObject;
}

const DRY_RUN = 'dryRun=All&fieldValidation=Strict';
const JSON_TYPE = 'application/json';

/** One write by one of the people of the world: a POST, a PUT of what is there or not, a patch of what is there, an apply. */
export function randomWrite(dice: Dice, world: World, prefix: string): RandomWrite {
  const person = dice.pick(world.people);
  const make = dice.pick([posted, posted, posted, put, put, patched, patched, collected, putMissing, applied]);
  return { person, ...make(dice, world, prefix) };
}

type Made = Omit<RandomWrite, 'person'>;

function posted(dice: Dice, world: World, prefix: string): Made {
  const { resource, namespace, name, object } = fresh(dice, world, prefix);
  const path = `${collectionOf(resource, namespace)}?${DRY_RUN}`;
  return {
    resource,
    verb: 'create',
    method: 'POST',
    path,
    body: object,
    contentType: JSON_TYPE,
    old: undefined,
    next: withName(object, name),
  };
}

function putMissing(dice: Dice, world: World, prefix: string): Made {
  const { resource, namespace, name, object } = fresh(dice, world, prefix);
  const path = `${collectionOf(resource, namespace)}/${name}?${DRY_RUN}`;
  return { resource, verb: 'update', method: 'PUT', path, body: object, contentType: JSON_TYPE, old: undefined, next: object };
}

/** Of what is there the rules, or a label, or of a binding its subjects; now and then its role, which must not change. */
function put(dice: Dice, world: World): Made {
  const stored = dice.pick(world.stored);
  const change = changeOf(dice, world, stored);
  const whole = { ...stored.object, ...change, metadata: metadataOf(stored.object, change) };
  const bare = rbacObject(stored.resource, stored.namespace, stored.name, partsOf(whole));
  const body = dice.chance(0.5) ? whole : bare;
  return { ...written(stored), verb: 'update', method: 'PUT', body, contentType: JSON_TYPE, next: body };
}

function patched(dice: Dice, world: World): Made {
  const stored = dice.pick(world.stored);
  return patchOf(stored, changeOf(dice, world, stored));
}

/** What the garbage collector does, and sometimes a little more. */
function collected(dice: Dice, world: World): Made {
  const stored = dice.pick(world.stored);
  const finalizers = { metadata: { finalizers: ['example.com/keep'] } };
  return patchOf(stored, dice.chance(0.7) ? finalizers : { metadata: { ...finalizers.metadata, annotations: { a: 'b' } } });
}

function patchOf(stored: Stored, change: JsonObject): Made {
  const next = { ...stored.object, ...change, metadata: metadataOf(stored.object, change) };
  return { ...written(stored), verb: 'patch', method: 'PATCH', body: change, contentType: 'application/merge-patch+json', next };
}

/** Server-side apply of what is there or not. */
function applied(dice: Dice, world: World, prefix: string): Made {
  const apply = { verb: 'patch', method: 'PATCH', contentType: 'application/apply-patch+yaml' } as const;
  if (dice.chance(0.5)) {
    const { resource, namespace, name, object } = fresh(dice, world, prefix);
    const path = `${collectionOf(resource, namespace)}/${name}?${DRY_RUN}&fieldManager=test&force=true`;
    return { ...apply, resource, path, body: object, old: undefined, next: object };
  }
  const stored = dice.pick(world.stored);
  const parts = partsOf({ ...stored.object, ...changeOf(dice, world, stored) });
  const body = rbacObject(stored.resource, stored.namespace, stored.name, parts);
  const path = `${written(stored).path}&fieldManager=test&force=true`;
  return { ...written(stored), ...apply, path, body, next: { ...stored.object, ...parts } };
}

function written({ resource, namespace, name, object }: Stored): Pick<Made, 'resource' | 'path' | 'old'> {
  return { resource, path: `${collectionOf(resource, namespace)}/${name}?${DRY_RUN}`, old: object };
}

function metadataOf(object: JsonObject, change: JsonObject): JsonObject {
  return { ...(object['metadata'] as JsonObject), ...(change['metadata'] as JsonObject | undefined) };
}

function withName(object: JsonObject, name: string): JsonObject {
  return { ...object, metadata: { ...(object['metadata'] as JsonObject), name } };
}

function partsOf(object: JsonObject): JsonObject {
  const parts = ['rules', 'aggregationRule', 'roleRef', 'subjects'];
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => parts.includes(key) && value !== null));
}

function changeOf(dice: Dice, world: World, { resource, object }: Stored): JsonObject {
  if (dice.chance(0.15)) return { metadata: { labels: { changed: 'yes' } } };
  if (resource === 'roles' || resource === 'clusterroles') return rulesOf(dice, world, resource);
  if (dice.chance(0.15)) return { roleRef: { ...(object['roleRef'] as JsonObject), name: 'another' } };
  return { subjects: [subject(dice, world)] };
}

/** What somebody holds, or a part of it, or anything. */
function rulesOf(dice: Dice, world: World, resource: RbacResource): JsonObject {
  const namespaced = resource === 'roles';
  const held = dice.pick(world.held).filter((rule) => !namespaced || !('nonResourceURLs' in rule));
  const rules = held.length > 0 && dice.chance(0.8) ? partOf(dice, held) : randomRules(dice, namespaced, 2);
  return { rules: dice.chance(0.05) ? [] : rules };
}

function subject(dice: Dice, world: World): JsonObject {
  return { apiGroup: RBAC, kind: 'User', name: dice.pick(world.people).name };
}

interface Fresh {
  readonly resource: RbacResource;
  readonly namespace: string;
  readonly name: string;
  readonly object: JsonObject;
}

/** An object that is not there yet. */
function fresh(dice: Dice, world: World, prefix: string): Fresh {
  const resource = dice.pick(['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'] as const);
  const namespace = resource.startsWith('cluster') ? '' : dice.pick(world.namespaces);
  const name = dice.chance(0.3) ? `${prefix}-target-${12 + dice.below(3)}` : `${prefix}-new-${dice.below(1000)}`;
  const parts = resource.endsWith('roles') ? roleParts(dice, world, resource) : bindingParts(dice, world, namespace);
  return { resource, namespace, name, object: rbacObject(resource, namespace, name, parts) };
}

function roleParts(dice: Dice, world: World, resource: RbacResource): JsonObject {
  const parts = rulesOf(dice, world, resource);
  if (resource === 'roles' || !dice.chance(0.12)) return parts;
  return { ...parts, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] } };
}

function bindingParts(dice: Dice, world: World, namespace: string): JsonObject {
  return { roleRef: { apiGroup: RBAC, ...roleRefOf(dice, world, namespace) }, subjects: [subject(dice, world)] };
}

function roleRefOf(dice: Dice, world: World, namespace: string): JsonObject {
  const roles = world.stored.filter(
    ({ resource, namespace: of }) => resource.endsWith('roles') && (of === '' || of === namespace),
  );
  const { resource, name } = dice.pick(roles);
  const kind = resource === 'roles' ? 'Role' : 'ClusterRole';
  if (dice.chance(0.08)) return { kind, name: 'missing' };
  if (dice.chance(0.04)) return { kind: 'Wizard', name };
  if (dice.chance(0.04)) return { kind: 'Role', name };
  return dice.chance(0.1) ? { kind: 'ClusterRole', name: dice.pick(['view', 'edit', 'system:discovery']) } : { kind, name };
}
