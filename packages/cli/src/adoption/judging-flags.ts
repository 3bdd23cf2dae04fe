import { SEVERITIES, type Severity } from '@bulwark/model';
import { NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import type { TypedFlagParameter } from '@stricli/core';
import { RENDER_FLAGS, type RenderParameters } from '../renders/flags.ts';
import type { Shell } from '../shell.ts';

type TextFlag = TypedFlagParameter<string | undefined, Shell>;
type TextListFlag = TypedFlagParameter<readonly string[] | undefined, Shell>;
type Switch = TypedFlagParameter<boolean | undefined, Shell>;
type Bar = TypedFlagParameter<Severity | 'never', Shell>;

interface BarFlags {
  readonly failOn: Bar;
  readonly failOnUnknown: Switch;
  readonly strict: Switch;
  readonly allowEmpty: Switch;
  readonly complete: Switch;
}

/** The flags that say what makes the exit code. */
export const BAR_FLAGS: BarFlags = {
  failOn: {
    kind: 'enum',
    values: [...SEVERITIES, 'never'],
    default: 'high',
    brief: 'The least severity that makes the exit code 1',
  },
  failOnUnknown: {
    kind: 'boolean',
    optional: true,
    withNegated: false,
    brief: 'What could not be decided makes the exit code 1 too',
  },
  strict: {
    kind: 'boolean',
    optional: true,
    withNegated: false,
    brief: 'A document that could not be read, or must be rendered first, makes the exit code 2',
  },
  allowEmpty: { kind: 'boolean', optional: true, withNegated: false, brief: 'To find no Kubernetes object is no error' },
  complete: {
    kind: 'boolean',
    optional: true,
    withNegated: false,
    brief: 'The input is the whole cluster: what is not in it does not exist',
  },
};

interface ChoiceFlags extends RenderParameters {
  readonly control: TextListFlag;
  readonly framework: TextFlag;
  readonly kubeVersion: TextFlag;
  readonly crds: TextListFlag;
  readonly iam: TextListFlag;
}

/** The flags that say what is judged, and by what. */
export const CHOICE_FLAGS: ChoiceFlags = {
  control: {
    kind: 'parsed',
    parse: String,
    variadic: true,
    optional: true,
    placeholder: 'id',
    brief: 'Only this control; may be repeated',
  },
  framework: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'framework',
    brief: 'The controls that a framework asks for, and its rows: pss-baseline, pss-restricted, cis-1.12 or nsa',
  },
  kubeVersion: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'version',
    brief: `The Kubernetes version that the manifests are for, 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR} (default 1.${NEWEST_MINOR})`,
  },
  crds: {
    kind: 'parsed',
    parse: String,
    variadic: true,
    optional: true,
    placeholder: 'path',
    brief: 'Where the CustomResourceDefinitions of custom kinds are, if not among the manifests; may be repeated',
  },
  iam: {
    kind: 'parsed',
    parse: String,
    variadic: true,
    optional: true,
    placeholder: 'path',
    brief: 'What command lines of clouds print of roles, policies and credentials; may be repeated',
  },
  ...RENDER_FLAGS,
};
