import type { Level } from '@bulwark/pod-security';

export interface EnumFlag<T extends string> {
  readonly kind: 'enum';
  readonly values: readonly T[];
  readonly brief: string;
}

export interface TextFlag {
  readonly kind: 'parsed';
  readonly parse: (text: string) => string;
  readonly optional: true;
  readonly placeholder: string;
  readonly brief: string;
}

export interface Switch {
  readonly kind: 'boolean';
  readonly optional: true;
  readonly withNegated: false;
  readonly brief: string;
}

export const OUTPUT_FLAG: EnumFlag<'text' | 'json'> & { readonly default: 'text' } = {
  kind: 'enum',
  values: ['text', 'json'],
  default: 'text',
  brief: 'How to print the result',
};

export const LEVEL_FLAG: EnumFlag<Level> & { readonly optional: true } = {
  kind: 'enum',
  values: ['privileged', 'baseline', 'restricted'],
  optional: true,
  brief: 'The level to judge by, whatever the namespaces say',
};

export const VERSION_FLAG: TextFlag = {
  kind: 'parsed',
  parse: String,
  optional: true,
  placeholder: 'version',
  brief: 'The version of the policy: 1.0 to 1.37, or latest; by default the newest that is known',
};

export const CONFIG_FLAG: TextFlag = {
  kind: 'parsed',
  parse: String,
  optional: true,
  placeholder: 'file',
  brief: "The cluster's AdmissionConfiguration or PodSecurityConfiguration",
};

export const STRICT_FLAG: Switch = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'A document that could not be read makes the exit code 2',
};

export const ALLOW_EMPTY_FLAG: Switch = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'To find no Kubernetes object is no error',
};

export const FAIL_ON_UNKNOWN_FLAG: Switch = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'What could not be decided makes the exit code 1 too',
};
