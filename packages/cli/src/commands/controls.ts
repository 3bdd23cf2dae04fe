import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import type { ControlsFlags } from './controls-run.ts';

const DESCRIPTION = `Lists the controls, with their severity.

EXAMPLES
  bulwark controls                     all of them
  bulwark controls --area pod          of one area
  bulwark controls -o json             with their mappings to frameworks and other scanners`;

export const controls: Command<Shell> = buildCommand<ControlsFlags, [], Shell>({
  loader: async () => (await import('./controls-run.ts')).run,
  parameters: {
    flags: {
      area: { kind: 'parsed', parse: String, optional: true, placeholder: 'area', brief: 'Only the controls of this area' },
      output: { kind: 'enum', values: ['text', 'json'], default: 'text', brief: 'How to print the list' },
      color: COLOR_FLAG,
    },
    aliases: { o: 'output' },
  },
  docs: { brief: 'List the controls', fullDescription: DESCRIPTION, customUsage: ['[flags]'] },
});
