import type { JsonObject } from '@bulwark/model';
import type { Binding, PolicySet, Role } from '@bulwark/rbac';
import type { Dice } from '../dice.ts';

const API = 'rbac.authorization.k8s.io';
/** Without what these grant no controller works, and nobody would gather anything. */
const NEEDED = /aggregation-controller|kube-controller-manager/;
const EXTRA: JsonObject = { verbs: ['get', '*'], apiGroups: ['', 'shop.example'], resources: ['carts'] };

/** Some of the default roles and bindings as somebody may have written them anew: with less, with more, with something else. */
export function randomOverrides(dice: Dice, { roles, bindings }: PolicySet): readonly JsonObject[] {
  const chosen = <T extends Role | Binding>(list: readonly T[]): readonly T[] =>
    dice.some(list, 0.5).filter(({ name }) => !NEEDED.test(name));
  return [...chosen(roles).map((role) => roleOver(dice, role)), ...chosen(bindings).map((binding) => bindingOver(dice, binding))];
}

function roleOver(dice: Dice, role: Role): JsonObject {
  const { rules, aggregates } = role;
  if (aggregates !== undefined) {
    const clusterRoleSelectors = [{ matchLabels: { 'shop.example/part': 'yes' } }];
    return { ...head(dice, role), rules: [EXTRA], ...(dice.chance(0.5) && { aggregationRule: { clusterRoleSelectors } }) };
  }
  const kept = dice.some(rules, 0.6).map(({ rule }) => ({
    verbs: least(dice, rule.verbs),
    ...(rule.apiGroups.length > 0 && { apiGroups: rule.apiGroups, resources: least(dice, rule.resources) }),
    ...(rule.resourceNames.length > 0 && dice.chance(0.5) && { resourceNames: rule.resourceNames }),
    ...(rule.nonResourceURLs.length > 0 && { nonResourceURLs: least(dice, rule.nonResourceURLs) }),
  }));
  return { ...head(dice, role), rules: dice.shuffled([...kept, ...dice.some([EXTRA], 0.4)]) };
}

/** At least one of them. */
function least(dice: Dice, list: readonly string[]): readonly string[] {
  const some = dice.some(list, 0.7);
  return some.length > 0 ? some : list.slice(0, 1);
}

function bindingOver(dice: Dice, binding: Binding): JsonObject {
  const { kind, name } = binding.roleRef;
  const subjects = [...dice.some(binding.subjects, 0.5), ...dice.some([{ kind: 'User', name: 'ann', namespace: '' }], 0.5)];
  return {
    ...head(dice, binding),
    roleRef: dice.chance(0.2) ? { apiGroup: API, kind: 'ClusterRole', name: 'view' } : { apiGroup: API, kind, name },
    subjects: dice.shuffled(subjects).map((subject) => ({
      kind: subject.kind,
      name: subject.name,
      ...(subject.kind === 'ServiceAccount' ? { namespace: subject.namespace } : { apiGroup: API }),
    })),
  };
}

function head(dice: Dice, { kind, name, namespace }: Role | Binding): JsonObject {
  const labels: JsonObject = dice.pick<JsonObject>([
    {},
    { 'kubernetes.io/bootstrapping': 'mine' },
    { 'shop.example/part': 'yes' },
  ]);
  const autoupdate = dice.pick(['true', 'false', 'False', '']);
  const annotations: JsonObject = dice.chance(0.5) ? { 'rbac.authorization.kubernetes.io/autoupdate': autoupdate } : {};
  const metadata = { name, ...(namespace !== '' && { namespace }), labels, annotations };
  return { apiVersion: `${API}/v1`, kind, metadata };
}
