import {
  isObject,
  listAt,
  member,
  objectAt,
  set,
  stringAt,
  valueAt,
  type Edit,
  type Json,
  type KubeObject,
  type Path,
} from '@bulwark/model';
import { ADMISSION_GROUP } from './enforcement-kinds.ts';

export interface Lenient {
  readonly at: Path;
  /** What it does instead of refusing: `only warns`. */
  readonly says: string;
  readonly fix?: Edit | undefined;
}

const WHOLE: Path = ['spec', 'validationFailureAction'];

type Judge = (object: KubeObject) => Lenient | undefined;

/** By API group, so that all other objects are done with at once. */
const JUDGES: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  [ADMISSION_GROUP, ofBinding],
  ['constraints.gatekeeper.sh', ofConstraint],
  ['kyverno.io', ofKyverno],
  ['policies.kyverno.io', ofKyvernoType],
  ['policies.kubewarden.dev', ofMode('monitor', 'protect')],
  ['policy.sigstore.dev', ofMode('warn', 'enforce')],
]);

/** How a policy fails to refuse what breaks it; undefined where it refuses, is none, or cannot be read. */
export function enforcementOf(object: KubeObject): Lenient | undefined {
  return JUDGES.get(object.group)?.(object);
}

function ofBinding({ kind, value }: KubeObject): Lenient | undefined {
  if (kind !== 'ValidatingAdmissionPolicyBinding') return undefined;
  const at = ['spec', 'validationActions'];
  const actions = listAt(value, ...at);
  // The API server demands the field: without it there is nothing to judge.
  if (actions.length === 0 || actions.includes('Deny') || !actions.every((action) => typeof action === 'string'))
    return undefined;
  return { at, says: `refuses nothing: its validationActions are ${actions.join(' and ')}`, fix: set(at, ['Deny']) };
}

function ofConstraint({ value }: KubeObject): Lenient | undefined {
  const at = ['spec', 'enforcementAction'];
  const action = stringAt(value, ...at);
  if (action === 'dryrun' || action === 'warn')
    return { at, says: `refuses nothing: its enforcementAction is ${action}`, fix: set(at, 'deny') };
  if (action !== 'scoped') return undefined;
  const scoped = listAt(value, 'spec', 'scopedEnforcementActions').map((item) => stringAt(item, 'action'));
  const isLenient = scoped.length > 0 && scoped.every((each) => each === 'dryrun' || each === 'warn');
  return isLenient
    ? { at: ['spec', 'scopedEnforcementActions'], says: 'refuses nothing: none of its actions is deny' }
    : undefined;
}

function ofKyverno(policy: KubeObject): Lenient | undefined {
  const { kind, value } = policy;
  if (kind !== 'ClusterPolicy' && kind !== 'Policy') return undefined;
  const policyWide = stringAt(value, ...WHOLE);
  for (const [index, rule] of listAt(value, 'spec', 'rules').entries()) {
    const field = ruleField(rule);
    if (field === undefined) continue;
    const path: Path = ['spec', 'rules', index, ...field];
    const found = ofRule({ rule, index, path, policyWide }, policy);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface KyvernoRule {
  readonly rule: Json;
  readonly index: number;
  readonly path: Path;
  readonly policyWide: string | undefined;
}

function ofRule({ rule, index, path, policyWide }: KyvernoRule, policy: KubeObject): Lenient | undefined {
  const action = stringAt(valueAt(policy.value, path), 'failureAction');
  if (!isAudit(action ?? policyWide)) return undefined;
  if (action === undefined && policyWide !== undefined)
    return { at: WHOLE, says: `refuses nothing: validationFailureAction is ${policyWide}`, fix: set(WHOLE, 'Enforce') };
  // What a patch does not set is in its base.
  if (policy.partial !== undefined && action === undefined) return undefined;
  const at = [...path, 'failureAction'];
  const name = stringAt(rule, 'name') ?? String(index);
  const state = action === undefined ? 'which means Audit where it is not set' : `which is ${action}`;
  return { at, says: `refuses nothing by its rule "${name}": failureAction decides, ${state}`, fix: set(at, 'Enforce') };
}

/** Where a rule of Kyverno holds its own action; undefined where it refuses nothing by its nature. */
function ruleField(rule: Json): Path | undefined {
  if (isObject(member(rule, 'validate'))) return ['validate'];
  return listAt(rule, 'verifyImages').length > 0 ? ['verifyImages', 0] : undefined;
}

function isAudit(action: string | undefined): boolean {
  return action === undefined || action.toLowerCase() === 'audit';
}

const VALIDATING = /^(?:Namespaced)?(?:Image)?ValidatingPolicy$/;

function ofKyvernoType({ kind, value }: KubeObject): Lenient | undefined {
  if (!VALIDATING.test(kind)) return undefined;
  const at = ['spec', 'validationActions'];
  const actions = listAt(value, ...at);
  if (actions.length === 0 || actions.includes('Deny') || !actions.every((action) => typeof action === 'string'))
    return undefined;
  return { at, says: `refuses nothing: its validationActions are ${actions.join(' and ')}`, fix: set(at, ['Deny']) };
}

function ofMode(lenient: string, strict: string): Judge {
  const at = ['spec', 'mode'];
  return ({ value }) =>
    objectAt(value, 'spec') !== undefined && stringAt(value, ...at) === lenient
      ? { at, says: `refuses nothing: its mode is ${lenient}`, fix: set(at, strict) }
      : undefined;
}
