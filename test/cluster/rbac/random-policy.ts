import type { JsonObject } from '@bulwark/model';
import type { Dice } from '../dice.ts';
import { GROUP_NAMES, GROUPS, NAMES, NAMESPACES, RULE_RESOURCES, RULE_URLS, USER_NAMES, VERBS } from './words.ts';

const API = 'rbac.authorization.k8s.io';
/** Names that stand in several namespaces, and as ClusterRoles too. */
const ROLE_NAMES = ['reader', 'writer', 'ops', 'a:b', 'q"u'];
const ACCOUNTS = ['api', 'db', 'default'];

/** Roles and bindings as somebody who wants to confuse an authorizer would write them, all of names that begin with a tag. */
export function randomPolicy(dice: Dice, tag: string): readonly JsonObject[] {
  const clusterRoles = dice.some(ROLE_NAMES, 0.7).map((name) => clusterRole(dice, tag, name));
  const roles = NAMESPACES.flatMap((namespace) =>
    dice.some(ROLE_NAMES, 0.5).map((name) => ({
      ...head('Role', `${tag}.${name}`, namespace),
      rules: times(dice, 0, 3, () => resourceRule(dice)),
    })),
  );
  const clusterBindings = times(dice, 2, 5, (index) => ({
    ...head('ClusterRoleBinding', `${tag}.${index}`),
    roleRef: { apiGroup: API, kind: 'ClusterRole', name: clusterRoleName(dice, tag) },
    subjects: times(dice, 0, 3, () => subject(dice, '')),
  }));
  const bindings = NAMESPACES.flatMap((namespace) =>
    times(dice, 2, 6, (index) => ({
      ...head('RoleBinding', `${tag}.${index}`, namespace),
      roleRef: dice.chance(0.6)
        ? { apiGroup: API, kind: 'Role', name: `${tag}.${dice.pick(ROLE_NAMES)}` }
        : { apiGroup: API, kind: 'ClusterRole', name: clusterRoleName(dice, tag) },
      subjects: times(dice, 0, 3, () => subject(dice, namespace)),
    })),
  );
  return [...clusterRoles, ...aggregated(dice, tag), ...roles, ...clusterBindings, ...bindings];
}

function head(kind: string, name: string, namespace?: string): JsonObject {
  return { apiVersion: `${API}/v1`, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

function clusterRole(dice: Dice, tag: string, name: string): JsonObject {
  const labels: JsonObject = {
    ...(dice.chance(0.5) && { [`${tag}.example/part`]: dice.pick(['yes', 'no']) }),
    ...(dice.chance(0.2) && { [`${API}/aggregate-to-${dice.pick(['view', 'edit', 'admin'])}`]: 'true' }),
  };
  return {
    ...head('ClusterRole', `${tag}.${name}`),
    metadata: { name: `${tag}.${name}`, labels },
    rules: times(dice, 0, 4, () => (dice.chance(0.25) ? urlRule(dice) : resourceRule(dice))),
  };
}

/** One that gathers parts, and one that gathers that one and perhaps itself; now and then one that gathers every role there is. */
function aggregated(dice: Dice, tag: string): readonly JsonObject[] {
  const part = `${tag}.example/part`;
  const layer = `${tag}.example/layer`;
  const some = dice.pick<JsonObject>([
    { matchLabels: { [part]: 'yes' } },
    { matchExpressions: [{ key: part, operator: 'Exists' }] },
    { matchExpressions: [{ key: part, operator: 'In', values: ['yes', 'no'] }] },
    {
      matchLabels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      matchExpressions: [{ key: part, operator: 'DoesNotExist' }],
    },
  ]);
  const others = dice.some<JsonObject>([{ matchLabels: { [part]: 'no' } }, { matchLabels: { [part]: 'never' } }], 0.4);
  const sum = (name: string, clusterRoleSelectors: readonly JsonObject[]): JsonObject => ({
    ...head('ClusterRole', `${tag}.${name}`),
    metadata: { name: `${tag}.${name}`, labels: { [layer]: name } },
    aggregationRule: { clusterRoleSelectors },
    rules: [],
  });
  return [
    sum('sum', dice.shuffled([some, ...others])),
    sum('a-sum-of-sums', [{ matchExpressions: [{ key: layer, operator: 'Exists' }] }]),
    ...(dice.chance(0.2) ? [sum('all', [{}])] : []),
  ];
}

function clusterRoleName(dice: Dice, tag: string): string {
  if (dice.chance(0.7)) return `${tag}.${dice.pick(ROLE_NAMES)}`;
  return dice.pick([`${tag}.sum`, `${tag}.a-sum-of-sums`, `${tag}.all`, `${tag}.missing`, 'view', 'edit', 'system:node-proxier']);
}

function resourceRule(dice: Dice): JsonObject {
  return {
    verbs: words(dice, VERBS, '*'),
    apiGroups: words(dice, GROUPS, '*'),
    resources: words(dice, RULE_RESOURCES, '*'),
    ...(dice.chance(0.3) && { resourceNames: words(dice, NAMES, '') }),
  };
}

function urlRule(dice: Dice): JsonObject {
  return { verbs: words(dice, VERBS, '*'), nonResourceURLs: words(dice, RULE_URLS, '/api/*') };
}

/** One or more, also the same twice. */
function words(dice: Dice, from: readonly string[], star: string): readonly string[] {
  return times(dice, 1, 3, () => (dice.chance(0.1) ? star : dice.pick(from)));
}

function subject(dice: Dice, namespace: string): JsonObject {
  const kind = dice.pick(['User', 'User', 'Group', 'ServiceAccount']);
  if (kind === 'User') return { apiGroup: API, kind, name: dice.pick(USER_NAMES) };
  if (kind === 'Group') return { apiGroup: API, kind, name: dice.pick(GROUP_NAMES) };
  // Only a RoleBinding may leave the namespace out.
  const own = namespace !== '' && dice.chance(0.4);
  return { kind, name: dice.pick(ACCOUNTS), ...(!own && { namespace: dice.pick(NAMESPACES) }) };
}

function times<T>(dice: Dice, least: number, most: number, make: (index: number) => T): T[] {
  return Array.from({ length: least + dice.below(most - least + 1) }, (_, index) => make(index));
}
