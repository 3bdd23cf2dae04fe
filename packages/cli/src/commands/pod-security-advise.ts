import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import type { PodSecurityAdviseFlags } from './pod-security-advise-run.ts';
import { ALLOW_EMPTY_FLAG, CONFIG_FLAG, OUTPUT_FLAG, STRICT_FLAG, VERSION_FLAG } from './pod-security-flags.ts';

const DESCRIPTION = `Says for each namespace which level of Pod Security it can enforce today without refusing any pod of the manifests, what
stands in the way of the next level and how to mend it, and what to type. A pod that cannot be judged stands in the way of
every level but privileged. Nothing is changed and no cluster is asked.

EXAMPLES
  bulwark pod-security advise k8s/
  bulwark pod-security advise k8s/ --kube-version 1.34        for the policy of an older cluster
  bulwark pod-security advise k8s/ -o json | jq -r '.namespaces[].commands[]'

EXIT CODES
  0  the advice is given, whatever it is
  2  bad use, a named path that could not be read, no Kubernetes object found (unless --allow-empty),
     or with --strict a document that could not be read or is a template
  3  the machine failed, or Bulwark has a bug`;

export const advise: Command<Shell> = buildCommand<PodSecurityAdviseFlags, string[], Shell>({
  loader: async () => (await import('./pod-security-advise-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      kubeVersion: VERSION_FLAG,
      config: CONFIG_FLAG,
      output: OUTPUT_FLAG,
      strict: STRICT_FLAG,
      allowEmpty: ALLOW_EMPTY_FLAG,
      color: COLOR_FLAG,
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'Which level each namespace can enforce, what blocks the next, what to type',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
