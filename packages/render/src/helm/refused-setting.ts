import type { RenderFailure, RenderOptions } from '../rendered.ts';

const URL = /^[a-z][a-z0-9+.-]*:\/\//i;

/** What Helm would fetch from a network or wait for on standard input. Charts are rendered from files alone. */
export function refusedSetting(path: string, options: RenderOptions): RenderFailure | undefined {
  for (const file of options.valuesFiles ?? []) {
    if (file === '-')
      return { path, reason: 'values from standard input are not taken', hint: 'write them to a file, and name that with -f' };
    if (file.split(',').some((each) => URL.test(each))) return fetched(path, file);
  }
  for (const [flag, value] of options.settings ?? []) {
    const setsFiles = flag === '--set-file';
    if (setsFiles && value.split(',').some((each) => URL.test(each.slice(each.indexOf('=') + 1)))) return fetched(path, value);
  }
  return undefined;
}

function fetched(path: string, what: string): RenderFailure {
  return { path, reason: `values are not fetched from a network: ${what}`, hint: 'save the file first, and name that' };
}
