import { isObject, listAt, stringAt, type Json } from '@bulwark/model';
import { MatchCondition } from './match-condition.ts';

/** One authorizer of an API server. */
export interface Authorizer {
  readonly type: string;
  /** As a configuration calls it; of modes in a flag, the mode. */
  readonly name: string;
  /** Of a webhook: what must hold of a request so that it is asked at all. */
  readonly conditions?: readonly MatchCondition[];
  /** Of a webhook: whether it denies what it cannot be asked about. */
  readonly deniesOnFailure?: boolean;
}

/** The authorizers of an AuthorizationConfiguration, in its order; what cannot be read has an empty type. */
export function authorizersOf(configuration: Json): readonly Authorizer[] {
  return listAt(configuration, 'authorizers').map((item) => {
    const type = isObject(item) ? (stringAt(item, 'type') ?? '') : '';
    const name = (isObject(item) ? stringAt(item, 'name') : undefined) || type;
    return type === 'Webhook' ? { type, name, ...webhookOf(item) } : { type, name };
  });
}

function webhookOf(item: Json): Pick<Authorizer, 'conditions' | 'deniesOnFailure'> {
  const conditions = listAt(item, 'webhook', 'matchConditions').map(
    (each) => new MatchCondition(stringAt(each, 'expression') ?? ''),
  );
  return { conditions, deniesOnFailure: stringAt(item, 'webhook', 'failurePolicy') === 'Deny' };
}

/** Those of `--authorization-mode`: `Node,RBAC`. */
export function authorizersOfModes(modes: string): readonly Authorizer[] {
  return modes
    .split(',')
    .filter((mode) => mode !== '')
    .map((mode) => ({ type: mode, name: mode }));
}

const MODES: readonly string[] = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Webhook', 'RBAC', 'Node'];

/** What the API server says of `--authorization-mode` before it ends (kubernetes/pkg/kubeapiserver/options, Validate). */
export function modeProblems(modes: string): readonly string[] {
  // What is passed empty is one mode without a name.
  const list = modes.split(',');
  if (modes === '') return ['at least one authorization-mode must be passed'];
  return [
    ...list.filter((mode) => !MODES.includes(mode)).map((mode) => `authorization-mode "${mode}" is not a valid mode`),
    ...(new Set(list).size < list.length
      ? [`authorization-mode [${list.map((mode) => `"${mode}"`).join(' ')}] has mode specified more than once`]
      : []),
  ];
}
