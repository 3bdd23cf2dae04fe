import {
  labelsOf,
  matches,
  member,
  workloadsOf,
  type KubeObject,
  type Labels,
  type Scope,
  type Selector,
  type Workload,
} from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { WORKLOAD_KINDS } from '../namespace/workload-kinds.ts';

/** The kinds whose pods can be looked up by their labels. */
export const POD_KINDS: readonly KindRef[] = [
  ...WORKLOAD_KINDS,
  { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
  { group: 'argoproj.io', kind: 'Rollout' },
];

export interface PodSource {
  readonly object: KubeObject;
  readonly workload: Workload;
  readonly labels: Labels;
}

/** The pods of a namespace, and the same by every label that they have. */
interface PodIndex {
  readonly all: readonly PodSource[];
  readonly byLabel: ReadonlyMap<string, readonly PodSource[]>;
}

const NONE: readonly PodSource[] = [];
const indexes = new WeakMap<Scope, Map<string, PodIndex>>();

/** Everything in a namespace whose pods a selector selects, in this scope and in those that see it. */
export function podsSelected(scope: Scope, namespace: string | undefined, selector: Selector): readonly PodSource[] {
  if (selector.nothing) return NONE;
  return candidates(indexOf(scope, namespace ?? ''), selector).filter(({ labels }) => matches(selector, labels));
}

/** Services and budgets nearly always ask for a label by its value: only what has it need be asked the rest. */
function candidates(index: PodIndex, { requirements }: Selector): readonly PodSource[] {
  const one = requirements.find(({ operator, values }) => operator === 'In' && values.length === 1);
  return one === undefined ? index.all : (index.byLabel.get(labelKey(one.key, one.values[0] ?? '')) ?? NONE);
}

function indexOf(scope: Scope, namespace: string): PodIndex {
  const ofScope = indexes.get(scope) ?? new Map<string, PodIndex>();
  indexes.set(scope, ofScope);
  const known = ofScope.get(namespace);
  if (known !== undefined) return known;
  const all = sourcesIn(scope, namespace);
  const byLabel = new Map<string, PodSource[]>();
  for (const source of all) {
    for (const [key, value] of Object.entries(source.labels)) {
      const name = labelKey(key, value);
      const list = byLabel.get(name);
      if (list === undefined) byLabel.set(name, [source]);
      else list.push(source);
    }
  }
  const made: PodIndex = { all, byLabel };
  ofScope.set(namespace, made);
  return made;
}

function sourcesIn(scope: Scope, namespace: string): readonly PodSource[] {
  return POD_KINDS.flatMap(({ group, kind }) => [...scope.anywhereInNamespace(group, kind, namespace)]).flatMap((object) =>
    workloadsOf(object).map((workload) => ({ object, workload, labels: labelsOf(member(workload.metadata, 'labels')) })),
  );
}

function labelKey(key: string, value: string): string {
  return `${key}=${value}`;
}
