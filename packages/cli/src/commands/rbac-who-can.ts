import { buildCommand, type Command } from '@stricli/core';
import { NAMESPACE_FLAG, CHAIN_FLAGS, RBAC_FLAGS, SUBRESOURCE_FLAG } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacWhoCanFlags } from './rbac-who-can-run.ts';

const DESCRIPTION = `Prints every user, group and service account that may do something, with the bindings and rules that say so. Service
accounts of the manifests are told too where a group of theirs has the right. Without -n, what is in namespaces is asked
of every namespace: first who may in all of them, then namespace by namespace who may beside them.
With --authorization-mode or --authorization-config, the other authorizers of the API server count too.

EXAMPLES
  bulwark rbac who-can create pods/exec k8s/ -n prod
  bulwark rbac who-can get secrets k8s/                  in every namespace
  bulwark rbac who-can delete nodes k8s/ -o json
  bulwark rbac who-can get /metrics k8s/

EXIT CODES
  0  it was answered
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const whoCan: Command<Shell> = buildCommand<RbacWhoCanFlags, string[], Shell>({
  loader: async () => (await import('./rbac-who-can-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: {
        brief: 'The verb, the resource, then folders, files, or - for standard input',
        parse: String,
        placeholder: 'argument',
      },
    },
    flags: { namespace: NAMESPACE_FLAG, subresource: SUBRESOURCE_FLAG, ...CHAIN_FLAGS, ...RBAC_FLAGS },
    aliases: { o: 'output', n: 'namespace' },
  },
  docs: {
    brief: 'Everybody who may do something',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <verb> <resource> <path>...'],
  },
});
