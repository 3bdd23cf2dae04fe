import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import type { PodSecurityDiffFlags } from './pod-security-diff-run.ts';
import { ALLOW_EMPTY_FLAG, CONFIG_FLAG, OUTPUT_FLAG, STRICT_FLAG } from './pod-security-flags.ts';

const DESCRIPTION = `Compares what two levels, or two versions of a cluster, say of the same manifests: what an upgrade would refuse that is
taken today, and the other way.

A side is a version (1.30), a level (restricted), or both (baseline:1.30). A level without a version has that of the newest
known. Without a level the namespaces' own counts, at the version that it is pinned to; where a namespace says
nothing, both baseline and restricted are compared.

EXAMPLES
  bulwark pod-security diff k8s/ --from 1.30 --to 1.37                        what an upgrade refuses
  bulwark pod-security diff k8s/ --from baseline --to restricted              what a stricter level refuses
  bulwark pod-security diff k8s/ --from baseline:1.30 --to restricted:1.37    both at once
  bulwark pod-security diff k8s/ --from 1.30 --to 1.37 -o json

EXIT CODES
  0  nothing that was taken is refused
  1  something that was taken is refused
  2  bad use, a named path that could not be read, no Kubernetes object found (unless --allow-empty),
     or with --strict a document that could not be read or is a template
  3  the machine failed, or Bulwark has a bug`;

export const diff: Command<Shell> = buildCommand<PodSecurityDiffFlags, string[], Shell>({
  loader: async () => (await import('./pod-security-diff-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      from: { kind: 'parsed', parse: String, placeholder: 'side', brief: 'What holds today: LEVEL:VERSION, LEVEL or VERSION' },
      to: { kind: 'parsed', parse: String, placeholder: 'side', brief: 'What it is compared with, in the same form' },
      config: CONFIG_FLAG,
      output: OUTPUT_FLAG,
      strict: STRICT_FLAG,
      allowEmpty: ALLOW_EMPTY_FLAG,
      color: COLOR_FLAG,
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'What another version or another level would refuse',
    fullDescription: DESCRIPTION,
    customUsage: ['--from <side> --to <side> [flags] <path>...'],
  },
});
