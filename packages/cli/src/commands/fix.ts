import { buildCommand, type Command } from '@stricli/core';
import { ADOPTION_FLAGS } from '../adoption/flags.ts';
import { BAR_FLAGS, CHOICE_FLAGS } from '../adoption/judging-flags.ts';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import { FIX_OUTPUTS, type FixFlags } from './fix-flags.ts';

const DESCRIPTION = `Mends what a scan finds, in the manifests themselves. Shows what it would change; --write changes it. Comments, order and
form of everything else stay as they are, to the byte.

EXAMPLES
  bulwark fix k8s/                               the diff of every safe fix; nothing is changed
  bulwark fix k8s/ --write                       makes them, and prints what is left and why
  bulwark fix k8s/ --include-suggestions         fixes too that need a person: they may break a program
  bulwark fix k8s/ --control pod/seccomp-missing --write   one control alone
  bulwark fix k8s/ -o patch | git apply          as a patch
  bulwark fix k8s/ -o kustomize > kustomization.yaml       as an overlay; the manifests stay as they are
  bulwark fix k8s/ -o kubectl > fix.sh           as commands that patch the objects in the cluster
  bulwark fix k8s/ -o markdown > body.md         as the text of a pull request; json and json-patch are for programs

WHAT IS FIXED
  Without --include-suggestions, what is safe without knowing the program. A fix is made only if it is proved: the file parses,
  the object has the value that was asked for, nothing else in the file has changed, the finding is gone, nothing new is found
  and nothing has become unknown in all that was read. A fix that fails this is not made, and the summary says why.
  What is excused, in the baseline or off is not fixed: flags and bulwark.yaml mean what they mean to scan.

EXIT CODES
  Those of scan, judged as if all that is shown were fixed
  0  nothing is left at or above --fail-on
  1  findings are left at or above --fail-on, or with --fail-on-unknown something that could not be decided
  2  bad use, a named path that could not be read, no Kubernetes object found
  3  a file could not be written, the machine failed, or Bulwark has a bug`;

export const fix: Command<Shell> = buildCommand<FixFlags, string[], Shell>({
  loader: async () => (await import('./fix-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      write: { kind: 'boolean', optional: true, withNegated: false, brief: 'Write the fixes into the files' },
      includeSuggestions: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Make fixes that need a person too',
      },
      diff: { kind: 'boolean', optional: true, withNegated: false, brief: 'Show the diff with --write too' },
      output: { kind: 'enum', values: FIX_OUTPUTS, default: 'text', brief: 'How to print the fixes' },
      to: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'folder',
        brief: 'With -o kustomize: the folder that the overlay is written to',
      },
      ...BAR_FLAGS,
      quiet: { kind: 'boolean', optional: true, withNegated: false, brief: 'No progress and no summary' },
      ...CHOICE_FLAGS,
      config: ADOPTION_FLAGS.config,
      baseline: ADOPTION_FLAGS.baseline,
      changedSince: ADOPTION_FLAGS.changedSince,
      color: COLOR_FLAG,
    },
    aliases: { o: 'output', q: 'quiet', w: 'write', f: 'values' },
  },
  docs: { brief: 'Mend what is found, in the manifests', fullDescription: DESCRIPTION, customUsage: ['[flags] <path>...'] },
});
