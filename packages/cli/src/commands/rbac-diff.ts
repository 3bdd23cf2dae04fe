import { buildCommand, type Command } from '@stricli/core';
import { RBAC_FLAGS } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacFlags } from '../rbac/flags.ts';

const DESCRIPTION = `Prints what the roles and bindings of one folder let whom do that those of another do not: the right question to ask of
a pull request. It compares what may be done, so that a role that is renamed or split changes nothing.

EXAMPLES
  bulwark rbac diff old/ new/
  bulwark rbac diff old/ new/ -o json

EXIT CODES
  0  nobody may do more in the second than in the first
  1  somebody may do more, or it is unknown: the text says which
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const rbacDiff: Command<Shell> = buildCommand<RbacFlags, string[], Shell>({
  loader: async () => (await import('./rbac-diff-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'The folder or file from before, and that of now', parse: String, placeholder: 'path' },
    },
    flags: RBAC_FLAGS,
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'What a change lets people do that they could not',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <old> <new>'],
  },
});
