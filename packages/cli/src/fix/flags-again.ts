import type { FixFlags } from '../commands/fix-flags.ts';

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
