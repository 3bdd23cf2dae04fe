import { isObject, listAt, stringAt, type Json } from '@bulwark/model';

/** One authorizer of an API server. */
export interface Authorizer {
  readonly type: string;
  /** As a configuration calls it; of modes in a flag, the mode. */
  readonly name: string;
}

/** The authorizers of an AuthorizationConfiguration, in its order; what cannot be read has an empty type. */
export function authorizersOf(configuration: Json): readonly Authorizer[] {
  return listAt(configuration, 'authorizers').map((item) => {
    const type = isObject(item) ? (stringAt(item, 'type') ?? '') : '';
    return { type, name: (isObject(item) ? stringAt(item, 'name') : undefined) || type };
  });
}

/** Those of `--authorization-mode`: `Node,RBAC`. */
export function authorizersOfModes(modes: string): readonly Authorizer[] {
  return modes
    .split(',')
    .filter((mode) => mode !== '')
    .map((mode) => ({ type: mode, name: mode }));
}
