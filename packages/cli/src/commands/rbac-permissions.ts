import { buildCommand, type Command } from '@stricli/core';
import { AS_FLAG, AS_GROUP_FLAG, NAMESPACE_FLAG, CHAIN_FLAGS, RBAC_FLAGS } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacPermissionsFlags } from './rbac-permissions-run.ts';

const DESCRIPTION = `Prints all that a user may do, with its own bindings and those of its groups, in plain words: in the whole cluster,
then namespace by namespace what is more. -o matrix prints resources by verbs.
With --authorization-mode or --authorization-config, the other authorizers of the API server count too.

EXAMPLES
  bulwark rbac permissions k8s/ --as jane
  bulwark rbac permissions k8s/ --as system:serviceaccount:shop:api -o matrix
  bulwark rbac permissions k8s/ --as jane --as-group developers -n shop

EXIT CODES
  0  it was answered
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const permissions: Command<Shell> = buildCommand<RbacPermissionsFlags, string[], Shell>({
  loader: async () => (await import('./rbac-permissions-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      as: AS_FLAG,
      asGroup: AS_GROUP_FLAG,
      namespace: { ...NAMESPACE_FLAG, brief: 'Only what it may do everywhere, and in this namespace' },
      ...CHAIN_FLAGS,
      ...RBAC_FLAGS,
      output: { kind: 'enum', values: ['text', 'matrix', 'json'], default: 'text', brief: 'How to print the result' },
    },
    aliases: { o: 'output', n: 'namespace' },
  },
  docs: {
    brief: 'All that somebody may do',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
