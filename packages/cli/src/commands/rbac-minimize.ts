import { buildCommand, type Command } from '@stricli/core';
import { AS_FLAG, RBAC_FLAGS } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacMinimizeFlags } from './rbac-minimize-run.ts';

const DESCRIPTION = `Makes roles of what users did, as audit logs show it, and proves them: every request is asked again with the new roles, and
whatever they grant beyond is listed. With manifests it also says which grants of today were not used. Logs may be those of the API
server, and what EKS, GKE and AKS export, packed or not. Nothing is changed and no cluster is asked;
-o diff is a patch of the manifests for git apply, which takes users out of the bindings that they no longer need.

EXAMPLES
  bulwark rbac minimize --from audit.log k8s/
  bulwark rbac minimize --from audit.log --from audit-1.log.gz --as system:serviceaccount:shop:api
  bulwark rbac minimize --from audit.log --names keep -o yaml
  bulwark rbac minimize --from audit.log --per group k8s/

EXIT CODES
  0  roles are proposed, and every request was allowed again
  1  a request was refused by the new roles, or they grant what is not listed
  2  bad use, or a named log or path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const minimize: Command<Shell> = buildCommand<RbacMinimizeFlags, string[], Shell>({
  loader: async () => (await import('./rbac-minimize-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders or files with the roles and bindings of today', parse: String, placeholder: 'path' },
    },
    flags: {
      from: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'log',
        brief: 'An audit log, or - for standard input; may be given again',
      },
      as: { ...AS_FLAG, brief: 'Only this user or group; by default all but those of the API server itself' },
      per: {
        kind: 'enum',
        values: ['user', 'group'],
        default: 'user',
        brief: 'Whose roles are made: of users, or of the groups whose bindings allowed it',
      },
      names: {
        kind: 'enum',
        values: ['stable', 'keep', 'drop'],
        default: 'stable',
        brief: 'Whether rules say the names of objects: where they are stable, always, never',
      },
      ...RBAC_FLAGS,
      output: { kind: 'enum', values: ['text', 'yaml', 'json', 'diff'], default: 'text', brief: 'How to print the result' },
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'Roles of what was used, with their proof',
    fullDescription: DESCRIPTION,
    customUsage: ['--from <log> [flags] <path>...'],
  },
});
