import { buildCommand, type Command } from '@stricli/core';
import type { Shell } from '../shell.ts';
import type { InitFlags } from './init-run.ts';

const DESCRIPTION = `Writes a commented bulwark.yaml for what is in this folder, and says what to do next.

EXAMPLES
  bulwark init             looks at the folder and writes bulwark.yaml
  bulwark init --force     writes it anew over the one that is there`;

export const init: Command<Shell> = buildCommand<InitFlags, [], Shell>({
  loader: async () => (await import('./init-run.ts')).run,
  parameters: {
    flags: {
      force: { kind: 'boolean', optional: true, withNegated: false, brief: 'Write over a bulwark.yaml that is there' },
    },
  },
  docs: { brief: 'Write a bulwark.yaml for this folder', fullDescription: DESCRIPTION, customUsage: ['[flags]'] },
});
