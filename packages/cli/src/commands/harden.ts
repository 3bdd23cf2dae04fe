import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import type { HardenFlags } from './harden-run.ts';
import { ALLOW_EMPTY_FLAG, STRICT_FLAG, VERSION_FLAG } from './pod-security-flags.ts';

const DESCRIPTION = `Brings whole workloads to a level of the Pod Security Standards: the fewest edits with which the API server would admit their
pods, each with what it may break and how to find out before. What is safe without knowing the program comes first. The edited
pod is judged again: "proved" means that the level allows it. What no edit can do, a mounted folder of the node above all, is said.
Shows what it would change; --write changes it.

EXAMPLES
  bulwark harden k8s/                               what brings every workload to restricted
  bulwark harden k8s/ --level baseline              to baseline
  bulwark harden k8s/ --write                       makes the edits; everything else stays to the byte
  bulwark harden k8s/ -o patch | git apply          as a patch
  bulwark harden k8s/ -o markdown > body.md         as the text of a pull request
  bulwark harden k8s/ --kube-version 1.34           by the policy of an older cluster

EXIT CODES
  0  every workload meets the level, or does with what is shown
  1  a workload cannot be brought there, or cannot be judged
  2  bad use, a named path that could not be read, no Kubernetes object found (unless --allow-empty),
     or with --strict a document that could not be read or is a template
  3  a file could not be written, the machine failed, or Bulwark has a bug`;

export const harden: Command<Shell> = buildCommand<HardenFlags, string[], Shell>({
  loader: async () => (await import('./harden-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      level: { kind: 'enum', values: ['baseline', 'restricted'], default: 'restricted', brief: 'The level to reach' },
      kubeVersion: VERSION_FLAG,
      write: { kind: 'boolean', optional: true, withNegated: false, brief: 'Write the edits into the files' },
      output: {
        kind: 'enum',
        values: ['text', 'patch', 'json', 'markdown'],
        default: 'text',
        brief: 'How to print the edits',
      },
      strict: STRICT_FLAG,
      allowEmpty: ALLOW_EMPTY_FLAG,
      color: COLOR_FLAG,
    },
    aliases: { o: 'output', w: 'write' },
  },
  docs: {
    brief: 'Bring workloads to a Pod Security level, with proof',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
