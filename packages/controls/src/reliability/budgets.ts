import {
  isInvalid,
  isObject,
  labelSelector,
  matches,
  member,
  valueAt,
  type Json,
  type KubeObject,
  type Labels,
  type Scope,
  type Selector,
} from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { podsSelected, type PodSource } from './pods-of.ts';
import { autoscalerOf, minReplicasOf, replicasOf, REPLICATED } from './replicas.ts';

export const BUDGET: KindRef = { group: 'policy', kind: 'PodDisruptionBudget' };

const selectors = new WeakMap<KubeObject, Selector | undefined>();

/**
 * The selector of a PodDisruptionBudget; undefined where the API server refuses it. An empty one selects every pod of the
 * namespace in policy/v1, and none in policy/v1beta1.
 */
export function selectorOf(budget: KubeObject): Selector | undefined {
  if (selectors.has(budget)) return selectors.get(budget);
  const value = valueAt(budget.value, ['spec', 'selector']);
  const isEmptyBeta = budget.apiVersion === 'policy/v1beta1' && isObject(value) && Object.keys(value).length === 0;
  const selector = labelSelector(isEmptyBeta ? undefined : value);
  const made = isInvalid(selector) ? undefined : selector;
  selectors.set(budget, made);
  return made;
}

/** The budgets of a namespace: by a label that they ask for by its value, and those that ask for none. */
interface BudgetIndex {
  readonly byLabel: ReadonlyMap<string, readonly KubeObject[]>;
  readonly others: readonly KubeObject[];
}

const indexes = new WeakMap<Scope, Map<string, BudgetIndex>>();

/** The budgets of a namespace that select pods with these labels. */
export function budgetsOf(scope: Scope, namespace: string | undefined, labels: Labels): readonly KubeObject[] {
  const ofScope = indexes.get(scope) ?? new Map<string, BudgetIndex>();
  indexes.set(scope, ofScope);
  const index = ofScope.get(namespace ?? '') ?? budgetsIn(scope, namespace ?? '');
  ofScope.set(namespace ?? '', index);
  const asked = Object.entries(labels).flatMap(([key, value]) => index.byLabel.get(`${key}=${value}`) ?? []);
  return [...asked, ...index.others].filter((budget) => {
    const selector = selectorOf(budget);
    return selector !== undefined && matches(selector, labels);
  });
}

function budgetsIn(scope: Scope, namespace: string): BudgetIndex {
  const byLabel = new Map<string, KubeObject[]>();
  const others: KubeObject[] = [];
  for (const budget of scope.anywhereInNamespace(BUDGET.group, BUDGET.kind, namespace)) {
    const one = selectorOf(budget)?.requirements.find(({ operator, values }) => operator === 'In' && values.length === 1);
    const key = `${one?.key}=${one?.values[0]}`;
    const list = one === undefined ? others : (byLabel.get(key) ?? []);
    list.push(budget);
    if (one !== undefined) byLabel.set(key, list);
  }
  return { byLabel, others };
}

/** Everything whose pods a budget selects. */
export function selectedBy(budget: KubeObject, scope: Scope): readonly PodSource[] {
  const selector = selectorOf(budget);
  return selector === undefined ? [] : podsSelected(scope, budget.namespace, selector);
}

/** How many of `total` pods an amount stands for: a number, or a share that is rounded up, as the disruption controller does. */
export function amountOf(value: Json | undefined, total: number): number | undefined {
  if (typeof value === 'number') return value;
  const share = typeof value === 'string' ? /^(\d{1,6})%$/.exec(value)?.[1] : undefined;
  return share === undefined ? undefined : Math.ceil((Number(share) * total) / 100);
}

/** The pods that a budget counts on, as the objects say; undefined where one of them does not, or none is there. */
export function expectedPods(sources: readonly PodSource[], scope: Scope): number | undefined {
  let total = 0;
  for (const { object } of sources) {
    if (!REPLICATED.some(({ group, kind }) => group === object.group && kind === object.kind)) return undefined;
    const scaler = autoscalerOf(object, scope);
    const replicas = scaler === undefined ? replicasOf(object) : undefined;
    if (replicas === undefined) return undefined;
    total += replicas;
  }
  return total === 0 ? undefined : total;
}

/** The least number of pods that the autoscaler of an object keeps; undefined where it has none of Kubernetes' own. */
export function leastScaled(
  object: KubeObject,
  scope: Scope,
): { readonly scaler: KubeObject; readonly least: number } | undefined {
  const scaler = autoscalerOf(object, scope);
  if (scaler?.kind !== 'HorizontalPodAutoscaler') return undefined;
  const least = minReplicasOf(scaler);
  return least === undefined ? undefined : { scaler, least };
}

export function specOf(object: KubeObject, field: string): Json | undefined {
  const value = member(valueAt(object.value, ['spec']), field);
  return value === null ? undefined : value;
}
