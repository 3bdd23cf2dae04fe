import type { Shell } from '../shell.ts';
import type { TypedFlagParameter } from '@stricli/core';

type TextFlag = TypedFlagParameter<string | undefined, Shell>;
type Switch = TypedFlagParameter<boolean | undefined, Shell>;

interface AdoptionFlags {
  readonly config: TextFlag;
  readonly baseline: TextFlag;
  readonly updateBaseline: Switch;
  readonly changedSince: TextFlag;
}

/** The flags of `scan` for a repository with old findings. */
export const ADOPTION_FLAGS: AdoptionFlags = {
  config: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'path',
    brief: 'The configuration, if not bulwark.yaml in the working directory',
  },
  baseline: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'path',
    brief: 'Findings that are in this file are known, and do not count',
  },
  updateBaseline: {
    kind: 'boolean',
    optional: true,
    withNegated: false,
    brief: 'Write what is found into the baseline (default .bulwark-baseline.json): from now on it is known',
  },
  changedSince: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'ref',
    brief: 'Only findings on objects that changed since this branch left that one, as git has it',
  },
};
