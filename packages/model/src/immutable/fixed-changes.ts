import { fixedFields, type FixedField, type FixedHow, type FixedWhen } from '@bulwark/schema';
import { isArray, isObject, member, stringAt, valueAt, type Json, type JsonObject } from '../json.ts';
import { groupOf } from '../kube-object.ts';
import type { Path } from '../path.ts';
import { isSameValue } from './same-value.ts';

/** A field that an update changes and the API server keeps. */
export interface FixedChange {
  readonly path: Path;
  /** Such as `spec.selector cannot be changed once the object is there`. */
  readonly message: string;
}

/**
 * What the API server of a minor has against making `after` of `before`, both of one kind and with the server's defaults in
 * them: fields that nobody may change once the object is there (`field is immutable`). The object must be deleted and made anew.
 */
export function fixedChanges(before: JsonObject, after: JsonObject, minor?: number): readonly FixedChange[] {
  const group = groupOf(stringAt(before, 'apiVersion') ?? '');
  const fields = fixedFields(group, stringAt(before, 'kind') ?? '', minor);
  const changed = fields.filter((field) => isInForce(field, before, after) && !isKept(field, before, after));
  const said = new Map(changed.map(({ path }) => [path.join('.'), path] as const));
  return [...said].map(([text, path]) => ({ path, message: `${text} cannot be changed once the object is there` }));
}

function isInForce({ when = [], path }: FixedField, before: JsonObject, after: JsonObject): boolean {
  return when.every((condition) => CONDITIONS[condition](before, after, path));
}

type Condition = (before: JsonObject, after: JsonObject, path: Path) => boolean;

const isGated = (object: JsonObject): boolean => !isSameValue(valueAt(object, ['spec', 'schedulingGates']), undefined);
const isSuspended = (object: JsonObject): boolean =>
  valueAt(object, ['spec', 'suspend']) === true && valueAt(object, ['status', 'startTime']) === undefined;
const serviceType = (object: JsonObject): string => stringAt(object, 'spec', 'type') ?? 'ClusterIP';

function isHeadless(object: JsonObject): boolean {
  return isSameValue(valueAt(object, ['spec', 'clusterIPs']) ?? [valueAt(object, ['spec', 'clusterIP']) ?? null], ['None']);
}

const CONDITIONS: Readonly<Record<FixedWhen, Condition>> = {
  'marked-immutable': (before) => before['immutable'] === true,
  set: (before, _, path) => !isSameValue(valueAt(before, path), undefined),
  'not-suspended': (before) => !isSuspended(before),
  suspended: isSuspended,
  'not-indexed': (_, after) => stringAt(after, 'spec', 'completionMode') !== 'Indexed',
  'not-gated': (before) => !isGated(before),
  unbound: (before) => {
    const phase = stringAt(before, 'status', 'phase');
    return phase !== undefined && phase !== 'Bound';
  },
  established: (before) => {
    const conditions = valueAt(before, ['status', 'conditions']);
    return (
      isArray(conditions) &&
      conditions.some((each) => stringAt(each, 'type') === 'Established' && stringAt(each, 'status') === 'True')
    );
  },
  'load-balancer': (before, after) => serviceType(before) === 'LoadBalancer' && serviceType(after) === 'LoadBalancer',
  'cluster-addresses': (before, after) =>
    serviceType(before) !== 'ExternalName' && serviceType(after) !== 'ExternalName' && !isHeadless(before) && !isHeadless(after),
};

function isKept({ path, except = [], how = 'whole' }: FixedField, before: JsonObject, after: JsonObject): boolean {
  const [old, now] = [valueAt(before, path), valueAt(after, path)];
  const cut = (value: Json | undefined): Json | undefined => except.reduce((rest, each) => without(rest, each), value);
  return KEPT[how](cut(old), cut(now));
}

type Kept = (old: Json | undefined, now: Json | undefined) => boolean;

const itemsOf = (value: Json | undefined): readonly Json[] => (isArray(value) ? value : []);

const KEPT: Readonly<Record<FixedHow, Kept>> = {
  whole: isSameValue,
  'stays-there': (old, now) => isSameValue(old, undefined) || (now !== undefined && now !== null),
  'items-stay': (old, now) => {
    const bare = itemsOf(now).map((item) => without(item, ['tolerationSeconds']));
    return itemsOf(old)
      .filter((item) => !isFilledIn(item, itemsOf(now)))
      .every((item) => bare.some((each) => isSameValue(each, without(item, ['tolerationSeconds']))));
  },
  'items-may-go': (old, now) => itemsOf(now).every((item) => itemsOf(old).some((each) => isSameValue(each, item))),
  'first-stays': (old, now) => {
    const [was, is] = [itemsOf(old), itemsOf(now)];
    if (was.length === 0 || is.length === 0) return true;
    return was.length === is.length ? isSameValue(was, is) : isSameValue(was[0], is[0]);
  },
  'second-may-come': (old, now) => {
    const [was, is] = [itemsOf(old), itemsOf(now)];
    return isSameValue(was, is) || (was.length === 1 && is.length === 2 && isSameValue(was[0], is[0]));
  },
  'whole-if-given': (old, now) => isSameValue(now, undefined) || isSameValue(old, now),
  'only-less': (old, now) => typeof old !== 'number' || (typeof now === 'number' && now <= old),
  'named-items-stay': (old, now) =>
    itemsOf(old).every((item) =>
      itemsOf(now).every((each) => member(each, 'name') !== member(item, 'name') || isSameValue(each, item)),
    ),
};

const FILLED_IN: ReadonlySet<unknown> = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);

/**
 * Whether admission adds a toleration again that an update leaves out (DefaultTolerationSeconds, kubernetes,
 * plugin/pkg/admission/defaulttolerationseconds): one against a taint of nodes that fail, where no other is against it.
 */
function isFilledIn(toleration: Json, now: readonly Json[]): boolean {
  const key = member(toleration, 'key');
  const isAgainst = (each: Json): boolean =>
    isSameValue(member(each, 'key'), key) || isSameValue(member(each, 'key'), undefined)
      ? ['NoExecute', '', undefined].includes(stringAt(each, 'effect'))
      : false;
  return FILLED_IN.has(key) && isAgainst(toleration) && !now.some(isAgainst);
}

/** A value without what stands at `path`; `*` is each item. What is then empty counts as missing. */
function without(value: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
  if (step === undefined || value === undefined) return undefined;
  if (step === '*') return isArray(value) ? value.map((item) => without(item, rest) ?? null) : value;
  if (!isObject(value) || !Object.hasOwn(value, step)) return value;
  const left = without(value[step], rest);
  const { [step]: _, ...others } = value;
  return left === undefined ? others : { ...others, [step]: left };
}
