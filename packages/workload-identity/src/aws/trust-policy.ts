import { isArray, isObject, member, stringAt, type Json, type JsonObject, type Path } from '@bulwark/model';
import { awsGlob, globMatches } from '../glob.ts';

/** One line of a statement's Condition: an operator, a key and its values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly path: Path;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly path: Path;
  /** By kind of principal (Federated, Service, AWS); `*` alone is of every kind. */
  readonly principals: ReadonlyMap<string, readonly string[]>;
  /** Whether `principals` are those whom it does not speak of. */
  readonly isNotPrincipal: boolean;
  readonly actions: readonly string[];
  readonly isNotAction: boolean;
  readonly conditions: readonly Condition[];
  /** Why the statement says nothing that could be judged. */
  readonly broken: string | undefined;
}

export interface TrustPolicy {
  readonly statements: readonly Statement[];
  /** Policy variables are read since 2012-10-17; before, and where a policy names no version, they are text. */
  readonly hasVariables: boolean;
  readonly path: Path;
  /** Why there is nothing to judge. */
  readonly broken: string | undefined;
}

const DOCUMENT = 'AssumeRolePolicyDocument';

/**
 * The trust policy of a role as the AWS command line prints it, or a policy document alone. IAM's own API gives the document
 * as text in percent-encoding: its fields have no place of their own then.
 */
export function trustPolicy(role: JsonObject): TrustPolicy {
  const value = member(role, DOCUMENT);
  if (value === undefined) return policyOf(role, []);
  if (typeof value !== 'string') return policyOf(value, [DOCUMENT]);
  const parsed = parsedText(value);
  if (parsed === undefined)
    return { statements: [], hasVariables: false, path: [DOCUMENT], broken: 'the trust policy is a text that is no JSON' };
  return policyOf(parsed, [DOCUMENT]);
}

function parsedText(text: string): Json | undefined {
  for (const read of [(): string => text, (): string => decodeURIComponent(text)]) {
    try {
      return JSON.parse(read()) as Json;
    } catch {
      // The other way, or none.
    }
  }
  return undefined;
}

function policyOf(document: Json, path: Path): TrustPolicy {
  const value = member(document, 'Statement');
  const hasVariables = stringAt(document, 'Version') === '2012-10-17';
  if (isArray(value)) {
    const statements = value.map((statement, index) => statementOf(statement, [...path, 'Statement', index]));
    return { statements, hasVariables, path, broken: undefined };
  }
  if (isObject(value)) return { statements: [statementOf(value, [...path, 'Statement'])], hasVariables, path, broken: undefined };
  return { statements: [], hasVariables, path, broken: 'there is no Statement in the trust policy' };
}

function statementOf(value: Json, path: Path): Statement {
  const effect = member(value, 'Effect');
  const notPrincipal = member(value, 'NotPrincipal');
  const notAction = member(value, 'NotAction');
  return {
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    path,
    principals: principalsOf(notPrincipal ?? member(value, 'Principal')),
    isNotPrincipal: notPrincipal !== undefined,
    actions: texts(notAction ?? member(value, 'Action')),
    isNotAction: notAction !== undefined,
    conditions: conditionsOf(member(value, 'Condition'), [...path, 'Condition']),
    broken: effect === 'Allow' || effect === 'Deny' ? undefined : 'a statement has no Effect that IAM knows',
  };
}

function principalsOf(value: Json | undefined): ReadonlyMap<string, readonly string[]> {
  if (typeof value === 'string') return new Map([[value === '*' ? '*' : '', [value]]]);
  return new Map(isObject(value) ? Object.keys(value).map((kind) => [kind, texts(member(value, kind))] as const) : []);
}

function conditionsOf(value: Json | undefined, path: Path): readonly Condition[] {
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((operator) => {
    const keys = member(value, operator);
    if (!isObject(keys)) return [];
    return Object.keys(keys).map((key) => ({ operator, key, values: texts(member(keys, key)), path: [...path, operator, key] }));
  });
}

/** One text or a list of them; IAM takes numbers and booleans for their texts. */
function texts(value: Json | undefined): readonly string[] {
  return (isArray(value) ? value : [value]).flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean' || typeof each === 'bigint'
      ? [String(each)]
      : [],
  );
}

/** Whether a statement speaks of an action. Their names are the same in any case. */
export function speaksOf({ actions, isNotAction }: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  const isNamed = actions.some((each) => globMatches(awsGlob(each.toLowerCase()) ?? [], lower));
  return isNamed !== isNotAction;
}
