import type { FixFlags } from '../commands/fix-flags.ts';
import { shellPath, shellWord } from '../shell-word.ts';

/** The flags that say what is judged and what is fixed, as words of a command line. */
const CHOOSING = [
  'includeSuggestions',
  'control',
  'framework',
  'complete',
  'kubeVersion',
  'crds',
  'iam',
  'render',
  'values',
  'set',
  'setString',
  'setJson',
  'setFile',
  'releaseName',
  'releaseNamespace',
  'config',
  'baseline',
  'changedSince',
] as const satisfies readonly (keyof FixFlags)[];

export function flagsAgain(flags: FixFlags): readonly string[] {
  return CHOOSING.flatMap((name) => {
    const value: string | boolean | readonly string[] | undefined = flags[name];
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (value === undefined) return [];
    if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
    return (typeof value === 'string' ? [value] : value).map((each) => `--${flag}=${each}`);
  });
}

/** What a command line names, and its flags that say what is judged and what is fixed. */
export interface Again {
  readonly paths: readonly string[];
  readonly flags: readonly string[];
}

/** Another command of the same things, as it is typed. */
export function commandAgain({ paths, flags }: Again, more: readonly string[], command: 'fix' | 'scan' = 'fix'): string {
  const again = command === 'fix' ? flags : flags.filter((flag) => flag !== '--include-suggestions');
  return ['bulwark', command, ...paths.map(shellPath), ...[...new Set([...again, ...more])].map(shellWord)].join(' ');
}
