import { buildCommand, type Command } from '@stricli/core';
import {
  ALL_NAMESPACES_FLAG,
  AS_FLAG,
  AS_GROUP_FLAG,
  CHAIN_FLAGS,
  NAMESPACE_FLAG,
  RBAC_FLAGS,
  SUBRESOURCE_FLAG,
} from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacCanFlags } from './rbac-can-run.ts';

const DESCRIPTION = `Answers as the RBAC authorizer of the API server would, from manifests: yes or no, with the binding and the rule
that say so. The roles and bindings that every API server makes itself count too.

In a/b, b is a subresource where the resource a has one of that name (pods/exec), else the name of an object
(configmaps/a); --subresource decides. A path that starts with a slash is a URL. Without -n, what is in namespaces is
asked of "default". RBAC allows and never denies: authorizers beside it may allow more. With --authorization-config, or
--authorization-mode as the API server has it, all authorizers are asked in their order: the Node authorizer by the pods of
the manifests; what a webhook or an ABAC file says is unknown, unless the webhook's matchConditions pass the request over. Folders that look like clusters of their own (envs/dev, envs/prod) are answered one by one; the
exit code is 0 where it is yes in all of them.

EXAMPLES
  bulwark rbac can get secrets/db k8s/ --as system:serviceaccount:shop:api -n shop
  bulwark rbac can create pods/exec k8s/ --as jane --as-group developers -n prod
  bulwark rbac can list deployments.apps k8s/ --as jane --all-namespaces
  bulwark rbac can get /metrics k8s/ --as jane -o json
  bulwark rbac can get secrets/db k8s/ --as system:node:n1 -n shop --authorization-mode Node,RBAC
  bulwark rbac can get pods k8s/ --as jane --authorization-config authorization.yaml

EXIT CODES
  0  yes
  1  no, or unknown: the text says which
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const can: Command<Shell> = buildCommand<RbacCanFlags, string[], Shell>({
  loader: async () => (await import('./rbac-can-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: {
        brief: 'The verb, the resource, then folders, files, or - for standard input',
        parse: String,
        placeholder: 'argument',
      },
    },
    flags: {
      as: AS_FLAG,
      asGroup: AS_GROUP_FLAG,
      namespace: NAMESPACE_FLAG,
      allNamespaces: ALL_NAMESPACES_FLAG,
      subresource: SUBRESOURCE_FLAG,
      ...CHAIN_FLAGS,
      ...RBAC_FLAGS,
    },
    aliases: { o: 'output', n: 'namespace', A: 'allNamespaces' },
  },
  docs: {
    brief: 'Whether somebody may do something, and what says so',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <verb> <resource> <path>...'],
  },
});
