import { buildCommand, type Command } from '@stricli/core';
import type { Shell } from '../shell.ts';

type NoFlags = Readonly<Record<string, never>>;

const DESCRIPTION = `Prints a bulwark.yaml that says what the settings of other scanners say. What has no counterpart stands in it as comments,
and is counted on standard error. Annotations and comments in manifests need no migration: they are honoured as they are.

EXAMPLES
  bulwark config migrate .trivyignore > bulwark.yaml
  bulwark config migrate .checkov.yaml .kube-linter.yaml polaris.yaml`;

export const migrate: Command<Shell> = buildCommand<NoFlags, string[], Shell>({
  loader: async () => (await import('./config-migrate-run.ts')).run,
  parameters: {
    flags: {},
    positional: {
      kind: 'array',
      minimum: 1,
      parameter: { brief: 'The files with the settings of other scanners', parse: String, placeholder: 'file' },
    },
  },
  docs: { brief: "Turn other scanners' settings into a bulwark.yaml", fullDescription: DESCRIPTION, customUsage: ['<file>...'] },
});
