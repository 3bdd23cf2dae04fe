import { SEVERITIES } from '@bulwark/model';
import { buildCommand, type Command } from '@stricli/core';
import { AS_FLAG, CHAIN_FLAGS, RBAC_FLAGS } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacEscalationsFlags } from './rbac-escalations-run.ts';

const DESCRIPTION = `Says who can become more than roles and bindings tell at first sight: bind or write roles that it does not hold, act as
others, make their tokens, run pods in their name, read Secrets. For each user, group and service account that a binding
names, the worst first, with the requests that prove it and the grants that each of them rests on: without any one of those
grants the way ends. What leads from one identity to the next is followed up to cluster-admin.

What a group can do is said of the group. Admission may stand in the way of a pod. A service account
is taken to exist, and where it only counts whether a pod runs as it, the step says so.
With --authorization-mode or --authorization-config, the other authorizers of the API server count too.

EXAMPLES
  bulwark rbac escalations k8s/
  bulwark rbac escalations k8s/ --as system:serviceaccount:shop:api
  bulwark rbac escalations k8s/ --fail-on critical -o json

EXIT CODES
  0  nothing at or above --fail-on
  1  an escalation at or above --fail-on
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const escalations: Command<Shell> = buildCommand<RbacEscalationsFlags, string[], Shell>({
  loader: async () => (await import('./rbac-escalations-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      as: { ...AS_FLAG, brief: 'Only what this user can become' },
      includeDefaults: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: "Those too whom only the API server's own bindings name",
      },
      failOn: {
        kind: 'enum',
        values: [...SEVERITIES, 'never'],
        default: 'high',
        brief: 'The least severity that makes the exit code 1',
      },
      ...CHAIN_FLAGS,
      ...RBAC_FLAGS,
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'Who can become cluster-admin or somebody else, with proof',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
