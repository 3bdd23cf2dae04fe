import { COLOR_FLAG, type Color } from '../color-flag.ts';
import type { InputFlags } from '../input/read-input.ts';
import { ALLOW_EMPTY_FLAG, OUTPUT_FLAG, STRICT_FLAG, type Switch, type TextFlag } from '../commands/pod-security-flags.ts';

function text(placeholder: string, brief: string): TextFlag {
  return { kind: 'parsed', parse: String, optional: true, placeholder, brief };
}

function toggle(brief: string): Switch {
  return { kind: 'boolean', optional: true, withNegated: false, brief };
}

/** What every command about RBAC takes. */
export interface RbacFlags extends InputFlags {
  readonly kubeVersion?: string;
  readonly noDefaults: boolean | undefined;
  readonly complete: boolean | undefined;
  readonly output: 'text' | 'json';
  readonly color: Color;
}

export const RBAC_FLAGS: {
  readonly kubeVersion: TextFlag;
  readonly noDefaults: Switch;
  readonly complete: Switch;
  readonly output: typeof OUTPUT_FLAG;
  readonly strict: Switch;
  readonly allowEmpty: Switch;
  readonly color: typeof COLOR_FLAG;
} = {
  kubeVersion: text('version', 'Whose default roles and rules count: 1.29 to 1.37'),
  noDefaults: toggle('Leave out the roles and bindings that every API server makes itself'),
  complete: toggle('The manifests are all there is: a role that is not among them does not exist'),
  output: OUTPUT_FLAG,
  strict: STRICT_FLAG,
  allowEmpty: ALLOW_EMPTY_FLAG,
  color: COLOR_FLAG,
};

export const AS_FLAG: TextFlag = text(
  'user',
  'Who asks: a username, for a service account system:serviceaccount:<namespace>:<name>',
);

export const AS_GROUP_FLAG: TextFlag & { readonly variadic: true } = {
  ...text('group', 'A group of the user beside those that the name brings; may be given again'),
  variadic: true,
};

export const NAMESPACE_FLAG: TextFlag = text('namespace', 'The namespace of the request');

export const ALL_NAMESPACES_FLAG: Switch = toggle('Ask of all namespaces at once');

const AUTHORIZATION_CONFIG_FLAG: TextFlag = text(
  'file',
  'An AuthorizationConfiguration: all of its authorizers answer, and not RBAC alone',
);

const AUTHORIZATION_MODE_FLAG: TextFlag = text(
  'modes',
  'The same as the API server is started with, as Node,RBAC: all of these answer, and not RBAC alone',
);

/** Which authorizers answer. */
export const CHAIN_FLAGS: { readonly authorizationConfig: TextFlag; readonly authorizationMode: TextFlag } = {
  authorizationConfig: AUTHORIZATION_CONFIG_FLAG,
  authorizationMode: AUTHORIZATION_MODE_FLAG,
};

export const SUBRESOURCE_FLAG: TextFlag = text('name', 'The subresource, where RESOURCE names an object');
