import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import type { ExplainFlags } from './explain-run.ts';

const DESCRIPTION = `Prints why a control matters, what counts, how to mend it, manifests that fail and pass, and its ids elsewhere.

EXAMPLES
  bulwark explain pod/privileged       by its id
  bulwark explain KSV-0017             by the id that another scanner gives it
  bulwark explain pod/privileged -o json
  bulwark explain severity             what moves the severity of a finding`;

export const explain: Command<Shell> = buildCommand<ExplainFlags, [string], Shell>({
  loader: async () => (await import('./explain-run.ts')).run,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'The id of a control, or what another scanner calls it', parse: String, placeholder: 'control' }],
    },
    flags: {
      output: { kind: 'enum', values: ['text', 'json'], default: 'text', brief: 'How to print it' },
      color: COLOR_FLAG,
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'Explain a control: why, what counts, the fix',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <control>'],
  },
});
