import type { RouteMap } from '@stricli/core';
import { frameworks } from '@bulwark/frameworks';
import { NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import { controls } from '../catalogue.ts';
import { bashCompletion } from '../completion/bash.ts';
import { completionTable, type CompletedPlace } from '../completion/completion-table.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { SEVERITY } from '../severity-rules.ts';
import { SHELLS, type ShellName } from '../shell-names.ts';
import type { Shell } from '../shell.ts';

const SCRIPTS: Readonly<Record<ShellName, (table: readonly CompletedPlace[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function runWith(root: RouteMap<Shell>): (this: Shell, flags: object, shell: ShellName) => void {
  return function run(_, shell) {
    this.process.stdout.write(SCRIPTS[shell](completionTable(root, wordsOf)));
  };
}

/** What can stand for a placeholder, where there is a list of it. */
function wordsOf(placeholder: string): readonly string[] | undefined {
  switch (placeholder) {
    case 'id':
      return controls.map(({ id }) => id);
    case 'control':
      return [...controls.map(({ id }) => id), SEVERITY];
    case 'framework':
      return frameworks.map(({ id }) => id);
    case 'area':
      return [...new Set(controls.map(({ id }) => id.slice(0, id.indexOf('/'))))];
    case 'version':
      return Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, at) => `1.${OLDEST_MINOR + at}`);
    case 'shell':
      return SHELLS;
    default:
      return undefined;
  }
}
