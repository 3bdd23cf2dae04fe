import type { JsonObject } from '@bulwark/model';
import type { Dice } from '../dice.ts';
import { RBAC } from './objects.ts';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const GROUPS = ['', 'apps', 'batch', RBAC];
const RESOURCES = [
  'pods',
  'pods/log',
  'pods/exec',
  'secrets',
  'deployments',
  'deployments/scale',
  '*/scale',
  '*/log',
  'pods/*',
  'jobs',
  'roles',
  'clusterroles',
];
const NAMES = ['a', 'b', 'c'];
const URLS = ['/healthz', '/healthz/*', '/metrics', '/metrics*', '/', '*'];

/** Of few enough words that one rule covers the other now and then. */
export function randomRules(dice: Dice, namespaced: boolean, most = 3): readonly JsonObject[] {
  return Array.from({ length: 1 + dice.below(most) }, () =>
    !namespaced && dice.chance(0.15) ? urlRule(dice) : resourceRule(dice),
  );
}

function resourceRule(dice: Dice): JsonObject {
  return {
    verbs: some(dice, VERBS, 0.08),
    apiGroups: some(dice, GROUPS, 0.12),
    resources: some(dice, RESOURCES, 0.12),
    ...(dice.chance(0.25) && { resourceNames: Array.from({ length: 1 + dice.below(2) }, () => dice.pick(NAMES)) }),
  };
}

function urlRule(dice: Dice): JsonObject {
  return { verbs: some(dice, ['get', 'post'], 0.3), nonResourceURLs: [dice.pick(URLS)] };
}

/** One to three of them, or all of them by a star. */
function some(dice: Dice, from: readonly string[], all: number): readonly string[] {
  if (dice.chance(all)) return ['*'];
  return dice.shuffled(from).slice(0, 1 + dice.below(3));
}

/** A part of what the rules grant, written otherwise: what somebody who holds them may hand out. */
export function partOf(dice: Dice, rules: readonly JsonObject[]): readonly JsonObject[] {
  const chosen = dice.some(rules, 0.7);
  return (chosen.length === 0 ? rules.slice(0, 1) : chosen).map((rule) => {
    const narrowed = Object.entries(rule).map(([key, list]) => [key, narrower(dice, key, list as readonly string[])]);
    const named = 'nonResourceURLs' in rule || 'resourceNames' in rule || dice.chance(0.7);
    return { ...(Object.fromEntries(narrowed) as JsonObject), ...(!named && { resourceNames: [dice.pick(NAMES)] }) };
  });
}

function narrower(dice: Dice, key: string, list: readonly string[]): readonly string[] {
  if (list[0] === '*') {
    if (dice.chance(0.3)) return list;
    const choice = { verbs: VERBS, apiGroups: GROUPS, resources: RESOURCES, nonResourceURLs: ['/healthz'] }[key] ?? list;
    return [dice.pick(choice)];
  }
  const kept = dice.some(list, 0.7);
  return kept.length === 0 ? list.slice(0, 1) : kept;
}
