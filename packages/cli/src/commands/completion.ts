import { buildCommand, type Command, type RouteMap } from '@stricli/core';
import { UserError } from '@bulwark/model';
import { SHELLS, type ShellName } from '../shell-names.ts';
import type { Shell } from '../shell.ts';

const DESCRIPTION = `Prints a script that makes a shell complete commands, flags, their values and the ids of controls.

EXAMPLES
  bulwark completion bash        source <(bulwark completion bash), in ~/.bashrc
  bulwark completion zsh         source <(bulwark completion zsh), in ~/.zshrc after compinit
  bulwark completion fish        > ~/.config/fish/completions/bulwark.fish`;

/** Takes the commands that it completes, itself among them. */
export function completion(root: () => RouteMap<Shell>): Command<Shell> {
  return buildCommand({
    loader: async () => (await import('./completion-run.ts')).runWith(root()),
    parameters: {
      flags: {},
      positional: {
        kind: 'tuple',
        parameters: [{ brief: `The shell: ${SHELLS.join(', ')}`, parse: shellNamed, placeholder: 'shell' }],
      },
    },
    docs: { brief: 'Print a script for the completion of a shell', fullDescription: DESCRIPTION, customUsage: ['<shell>'] },
  });
}

function shellNamed(name: string): ShellName {
  const found = SHELLS.find((shell) => shell === name);
  if (found !== undefined) return found;
  throw new UserError(`there is no completion for "${name}"`, { hint: `it is one of ${SHELLS.join(', ')}` });
}
