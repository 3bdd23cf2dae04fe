import { isObject, listAt, member, objectAt, stringAt, type Json, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Path } from '../path.ts';
import { podFieldPath } from '../workload/pod-field-path.ts';
import type { Scope } from '../inventory/scope.ts';
import type { Container, Workload } from '../workload/workload.ts';

/** An amount as it is written, and where that is: in `object`, which is the workload's own or a LimitRange. */
export interface ResourceAmount {
  readonly value: Json;
  readonly path: Path;
  /** `limit` is a request that the container's limit stands for. */
  readonly from: 'container' | 'pod' | 'limit' | 'limit-range';
  readonly object: KubeObject;
}

/** Amounts by the name of the resource. */
export type ResourceAmounts = Readonly<Record<string, ResourceAmount>>;

export interface LimitRangeDefaults {
  readonly limits: ResourceAmounts;
  readonly requests: ResourceAmounts;
  /** The LimitRanges of the namespace that the scope shows. */
  readonly objects: readonly KubeObject[];
}

export interface EffectiveResources {
  readonly limits: ResourceAmounts;
  readonly requests: ResourceAmounts;
  /** What the pod as a whole has beside its containers (`spec.resources`, from Kubernetes 1.34 on). */
  readonly pod: { readonly limits: ResourceAmounts; readonly requests: ResourceAmounts };
}

type Amounts = readonly (readonly [name: string, amount: ResourceAmount])[];

/**
 * What a container in `namespace` gets where it says nothing. Within a LimitRange a later item stands over an earlier one,
 * and a default that is missing comes from the item's other fields; of several LimitRanges the first one to know a resource
 * decides, by name here, while Kubernetes gives no order. `SetDefaults_LimitRangeItem` in kubernetes,
 * pkg/apis/core/v1/defaults.go, and `PodMutateLimitFunc` in plugin/pkg/admission/limitranger/admission.go.
 */
export function limitRangeDefaults(scope: Scope, namespace: string | undefined): LimitRangeDefaults {
  const ofScope = remembered.get(scope) ?? new Map<string | undefined, LimitRangeDefaults>();
  remembered.set(scope, ofScope);
  const known = ofScope.get(namespace);
  if (known !== undefined) return known;
  const made = defaultsIn(scope, namespace);
  ofScope.set(namespace, made);
  return made;
}

/** Every container of a namespace asks the same. */
const remembered = new WeakMap<Scope, Map<string | undefined, LimitRangeDefaults>>();

function defaultsIn(scope: Scope, namespace: string | undefined): LimitRangeDefaults {
  const objects = [...scope.inNamespace('', 'LimitRange', namespace)];
  return { limits: firstOf(objects.map(defaultLimits)), requests: firstOf(objects.map(defaultRequests)), objects };
}

/**
 * The limits and requests that `container` runs with: its own, a request that is missing being its limit, then the
 * namespace's LimitRanges. A LimitRange that the scope does not show is not in the answer. Ephemeral containers have none.
 */
export function effectiveResources(workload: Workload, container: Container, scope: Scope): EffectiveResources {
  const { object, spec } = workload;
  // Many containers say nothing, and nearly all pods.
  const isSaid = isObject(member(spec, 'resources')) || isObject(member(container.value, 'resources'));
  if (!isSaid && limitRangeDefaults(scope, object.namespace).objects.length === 0) return UNSAID;
  const ofPod = (field: string): ResourceAmounts =>
    firstOf([
      amountsIn(objectAt(spec, 'resources', field), { object, from: 'pod', path: podFieldPath(workload, 'resources', field) }),
    ]);
  const pod = { limits: ofPod('limits'), requests: ofPod('requests') };
  if (container.type === 'ephemeral') return { limits: {}, requests: {}, pod };
  const own = (field: string): Amounts =>
    amountsIn(objectAt(container.value, 'resources', field), {
      object,
      from: 'container',
      path: [...container.path, 'resources', field],
    });
  const defaults = limitRangeDefaults(scope, object.namespace);
  const limits = own('limits');
  const asRequests: Amounts = limits.map(([name, { value, path }]) => [name, { value, path, from: 'limit', object }]);
  return {
    limits: firstOf([limits, Object.entries(defaults.limits)]),
    requests: firstOf([own('requests'), asRequests, Object.entries(defaults.requests)]),
    pod,
  };
}

const NO_AMOUNTS: ResourceAmounts = {};
const UNSAID: EffectiveResources = {
  limits: NO_AMOUNTS,
  requests: NO_AMOUNTS,
  pod: { limits: NO_AMOUNTS, requests: NO_AMOUNTS },
};

function defaultLimits(range: KubeObject): Amounts {
  return itemsOf(range).flatMap(([item, path]) => Object.entries(limitsOf(range, item, path)));
}

function defaultRequests(range: KubeObject): Amounts {
  return itemsOf(range).flatMap(([item, path]) => {
    const from = (field: string): Amounts =>
      amountsIn(objectAt(item, field), { object: range, from: 'limit-range', path: [...path, field] });
    return Object.entries(firstOf([from('defaultRequest'), Object.entries(limitsOf(range, item, path)), from('min')]));
  });
}

function limitsOf(range: KubeObject, item: Json, path: Path): ResourceAmounts {
  const from = (field: string): Amounts =>
    amountsIn(objectAt(item, field), { object: range, from: 'limit-range', path: [...path, field] });
  return firstOf([from('default'), from('max')]);
}

/** The items for containers, the last first: it stands over those before it. */
function itemsOf(range: KubeObject): readonly (readonly [item: Json, path: Path])[] {
  return listAt(range.value, 'spec', 'limits')
    .map((item, index) => [item, ['spec', 'limits', index]] as const)
    .filter(([item]) => stringAt(item, 'type') === 'Container')
    .toReversed();
}

/** The amounts of a map; what is null is not there. */
function amountsIn(map: JsonObject | undefined, source: Omit<ResourceAmount, 'value'>): Amounts {
  return Object.entries(map ?? {}).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, { value, ...source, path: [...source.path, name] }] as const],
  );
}

/** Every resource with the amount of the first list that has one. */
function firstOf(lists: readonly Amounts[]): ResourceAmounts {
  // A map that is built backwards keeps the first; entries, and no assignment, make `__proto__` a key like any other.
  const amounts = lists.flat();
  return amounts.length === 0 ? NO_AMOUNTS : Object.fromEntries(new Map(amounts.toReversed()));
}
