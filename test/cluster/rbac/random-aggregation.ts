import type { JsonObject } from '@bulwark/model';
import type { Dice } from '../dice.ts';
import { rbacObject } from './objects.ts';
import { randomRules } from './random-rules.ts';

const LEVELS = 5;
const PER_LEVEL = 12;
const PLAIN = 40;

/**
 * Cluster roles, of which many gather the rules of others: by labels, by expressions, by several selectors, of roles that gather
 * themselves, of nobody; some write rules of their own, which stay where there are no others. A role selects only by labels that those of lower levels
 * have, so that what must come out does not depend on who is first.
 */
export function randomAggregation(dice: Dice, prefix: string): readonly JsonObject[] {
  const plain = Array.from({ length: PLAIN }, () => role(dice, prefix, 0, { rules: randomRules(dice, false, 2) }));
  const gathering = Array.from({ length: LEVELS * PER_LEVEL }, (_, at) => {
    const level = 1 + Math.floor(at / PER_LEVEL);
    const nobody = [{ matchLabels: { [`${prefix}/level`]: 'none' } }];
    const some = Array.from({ length: 1 + dice.below(3) }, () => selector(dice, prefix, level));
    const clusterRoleSelectors = dice.chance(0.25) ? nobody : some;
    const written = dice.chance(0.4) ? { rules: randomRules(dice, false, 1) } : dice.chance(0.5) ? { rules: [] } : {};
    return role(dice, prefix, level, { aggregationRule: { clusterRoleSelectors }, ...written });
  });
  return [...plain, ...gathering].map((object, at) => ({
    ...object,
    // Names are in another order than levels.
    metadata: { ...(object['metadata'] as JsonObject), name: `${prefix}-${(at * 37) % 101}` },
  }));
}

function role(dice: Dice, prefix: string, level: number, parts: JsonObject): JsonObject {
  const object = rbacObject('clusterroles', '', prefix, parts);
  const labels = { [`${prefix}/level`]: String(level), [`${prefix}/shape`]: dice.pick(['round', 'square', '']) };
  return { ...object, metadata: { ...(object['metadata'] as JsonObject), labels: dice.chance(0.8) ? labels : {} } };
}

function selector(dice: Dice, prefix: string, level: number): JsonObject {
  const [levelKey, shapeKey] = [`${prefix}/level`, `${prefix}/shape`];
  const lower = Array.from({ length: level }, (_, at) => String(at));
  const choice = dice.below(6);
  if (choice === 0) return { matchLabels: { [levelKey]: 'none' } };
  if (choice === 1) return { matchLabels: { [levelKey]: dice.pick(lower), [shapeKey]: dice.pick(['round', 'square', '']) } };
  const expressions = [
    { key: levelKey, operator: 'In', values: dice.chance(0.5) ? lower : [dice.pick(lower)] },
    ...(dice.chance(0.3) ? [{ key: shapeKey, operator: 'NotIn', values: ['round'] }] : []),
    ...(dice.chance(0.2) ? [{ key: 'kubernetes.io/bootstrapping', operator: 'DoesNotExist' }] : []),
  ];
  return { matchExpressions: expressions };
}
