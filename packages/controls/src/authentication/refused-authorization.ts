import { listAt, member, objectAt, stringAt, type Json, type JsonObject, type Path } from '@bulwark/model';
import { seconds } from './go-duration.ts';
import { AUTHORIZATION_SHAPE, refusedWhole } from './refused-shape.ts';
import { isSubdomain, type Refusal } from './refused.ts';

export const MODES: readonly string[] = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Webhook', 'RBAC', 'Node'];
const MOST_CONDITIONS = 64;

/**
 * Why a kube-apiserver does not take an AuthorizationConfiguration: ValidateAuthorizationConfiguration of
 * apiserver/pkg/apis/apiserver/validation and LoadAndValidateData of kubernetes/pkg/kubeapiserver/authorizer, but for what
 * compiles expressions and looks for files.
 */
export function refusedAuthorization(value: JsonObject): readonly Refusal[] {
  const shape = refusedWhole(value, AUTHORIZATION_SHAPE);
  if (shape.length > 0) return shape;
  const authorizers = listAt(value, 'authorizers');
  if (authorizers.length === 0) return [{ at: ['authorizers'], why: 'there is no authorizer' }];
  const types = new Set<string>();
  const names = new Set<string>();
  const refusals: Refusal[] = [];
  for (const [index, authorizer] of authorizers.entries()) {
    const at = ['authorizers', index];
    const type = stringAt(authorizer, 'type') ?? '';
    const why = refusedType(type, types);
    if (why !== undefined) {
      refusals.push({ at: [...at, 'type'], why });
      continue;
    }
    types.add(type);
    const name = stringAt(authorizer, 'name') ?? '';
    refusals.push(...refusedName(name, type, names).map((reason) => ({ at: [...at, 'name'], why: reason })));
    names.add(name);
    refusals.push(...refusedPart(authorizer, type, at));
  }
  return refusals;
}

function refusedType(type: string, seen: ReadonlySet<string>): string | undefined {
  if (type === '') return 'there is no type';
  if (!MODES.includes(type)) return `there is no type "${type}"`;
  return type !== 'Webhook' && seen.has(type) ? 'only webhooks may be there twice' : undefined;
}

function refusedName(name: string, type: string, seen: ReadonlySet<string>): readonly string[] {
  if (name === '') return ['there is no name'];
  if (seen.has(name)) return ['it is there already'];
  if (!isSubdomain(name)) return [`"${name}" is no DNS name`];
  return type === 'Webhook' || name === type.toLowerCase() ? [] : [`the name must be "${type.toLowerCase()}"`];
}

function refusedPart(authorizer: Json, type: string, at: Path): readonly Refusal[] {
  const webhook = objectAt(authorizer, 'webhook');
  if (type !== 'Webhook') {
    return webhook === undefined ? [] : [{ at: [...at, 'webhook'], why: 'it belongs to the type Webhook alone' }];
  }
  if (webhook === undefined) return [{ at: [...at, 'webhook'], why: 'a Webhook needs it' }];
  return refusedWebhook(webhook, [...at, 'webhook']);
}

function refusedWebhook(webhook: JsonObject, at: Path): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (field: string, why: string | undefined): unknown => why && refusals.push({ at: [...at, field], why });
  refuse('timeout', refusedTimeout(member(webhook, 'timeout')));
  refuse('authorizedTTL', refusedTtl(member(webhook, 'authorizedTTL')));
  refuse('unauthorizedTTL', refusedTtl(member(webhook, 'unauthorizedTTL')));
  refuse('subjectAccessReviewVersion', oneOf(webhook, 'subjectAccessReviewVersion', ['v1', 'v1beta1']));
  refuse('failurePolicy', oneOf(webhook, 'failurePolicy', ['NoOpinion', 'Deny']));
  const conditions = listAt(webhook, 'matchConditions');
  const version = stringAt(webhook, 'matchConditionSubjectAccessReviewVersion') ?? '';
  if (version !== '' || conditions.length > 0) {
    refuse('matchConditionSubjectAccessReviewVersion', oneOf(webhook, 'matchConditionSubjectAccessReviewVersion', ['v1']));
  }
  return [...refusals, ...refusedConnection(webhook, [...at, 'connectionInfo']), ...refusedConditions(conditions, at)];
}

function oneOf(value: JsonObject, field: string, allowed: readonly string[]): string | undefined {
  const text = stringAt(value, field) ?? '';
  if (text === '') return `one of ${allowed.join(', ')} must be set`;
  return allowed.includes(text) ? undefined : `"${text}" is none of ${allowed.join(', ')}`;
}

function refusedTimeout(value: Json | undefined): string | undefined {
  const given = typeof value === 'string' ? seconds(value) : 0;
  if (given === undefined) return 'it is no duration';
  if (given === 0) return 'it must be set';
  return given > 30 || given < 0 ? 'it must be over 0s and at most 30s' : undefined;
}

/** Nothing and zero are given a default. */
function refusedTtl(value: Json | undefined): string | undefined {
  const given = typeof value === 'string' ? seconds(value) : 0;
  if (given === undefined) return 'it is no duration';
  return given < 0 ? 'it must be over 0s' : undefined;
}

function refusedConnection(webhook: JsonObject, at: Path): readonly Refusal[] {
  const type = stringAt(webhook, 'connectionInfo', 'type') ?? '';
  const file = stringAt(webhook, 'connectionInfo', 'kubeConfigFile');
  const fileAt = [...at, 'kubeConfigFile'];
  if (type === 'InClusterConfig') {
    return file === undefined ? [] : [{ at: fileAt, why: 'it belongs to the type KubeConfigFile alone' }];
  }
  if (type !== 'KubeConfigFile') {
    const why = type === '' ? 'there is no type' : `"${type}" is none of InClusterConfig, KubeConfigFile`;
    return [{ at: [...at, 'type'], why }];
  }
  if (!file) return [{ at: fileAt, why: 'there is no file' }];
  return file.startsWith('/') ? [] : [{ at: fileAt, why: 'its path must begin at the root' }];
}

function refusedConditions(conditions: readonly Json[], at: Path): readonly Refusal[] {
  if (conditions.length > MOST_CONDITIONS) {
    return [{ at: [...at, 'matchConditions'], why: `there are ${conditions.length}, and ${MOST_CONDITIONS} at most are taken` }];
  }
  const seen = new Set<string>();
  return conditions.flatMap((condition, index) => {
    const expression = stringAt(condition, 'expression') ?? '';
    const why = expression.trim() === '' ? 'there is no expression' : seen.has(expression) ? 'it is there already' : undefined;
    seen.add(expression);
    return why === undefined ? [] : [{ at: [...at, 'matchConditions', index, 'expression'], why }];
  });
}
