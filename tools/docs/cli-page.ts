import { helpTexts } from '../../packages/cli/src/application.ts';
import { GENERATED } from './control-page.ts';

/** The page of the command line: what `--help` prints, of every command. */
export function cliPage(): string {
  const commands = helpTexts().map(({ command, help }) => `## ${command}\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`);
  return `${GENERATED}# The command line\n\nEvery command prints its help with \`--help\`.\n\n${commands.join('\n')}`;
}
