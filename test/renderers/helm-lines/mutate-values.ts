import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderHelm } from '../../../packages/render/src/index.ts';
import type { Line, MappedChart } from './measure.ts';
import { sample, tally, type MutationResult } from './mutate-template.ts';

/**
 * Changes keys of the values one at a time, and renders: every line that the map leads back to the key must be another one,
 * or be gone.
 */
export function mutateValues(chart: MappedChart, most: number): MutationResult {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-mutation-'));
  try {
    cpSync(join(chart.options.cwd, chart.name), join(folder, chart.name), { recursive: true });
    const claims = sample(claimsOf(chart), most).flatMap(([place, lines]) => mutate(chart, folder, place, lines) ?? []);
    return tally(claims);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function claimsOf({ lines }: MappedChart): [place: string, lines: readonly Line[]][] {
  const exact = lines.filter(({ place }) => place.value?.precision === 'exact' && !place.value.file.includes('!'));
  return Array.from(Map.groupBy(exact, ({ place }) => `${place.value?.file}:${place.value?.line}`));
}

/** Undefined where the line has no scalar of its own to change. A line that stays may show the key's name: then that is changed. */
function mutate(chart: MappedChart, folder: string, place: string, claimed: readonly Line[]): string | undefined {
  const cut = place.lastIndexOf(':');
  const file = join(folder, place.slice(0, cut));
  const before = readFileSync(file, 'utf8');
  const lines = before.split('\n');
  const at = Number(place.slice(cut + 1)) - 1;
  const line = lines[at] ?? '';
  const fault = attempt(otherValue(line), claimed);
  if (typeof fault !== 'object') return fault;
  const name = /^\s*(?:- )*"?([^\s"':]+)"?:/.exec(line)?.[1] ?? '';
  const named = fault.filter(({ text }) => name !== '' && text.includes(name));
  const left = named.length === fault.length ? attempt(line.replace(name, `${name}x`), named) : fault;
  if (typeof left !== 'object') return left;
  return `${place}: line ${left[0]?.number} stays as it is: ${left[0]?.text.trim()}`;

  /** The lines that stay as they are, if any. */
  function attempt(mutant: string | undefined, wanted: readonly Line[]): readonly Line[] | 'held' | 'unrendered' | undefined {
    if (mutant === undefined) return undefined;
    writeFileSync(file, lines.with(at, mutant).join('\n'));
    try {
      const rendered = renderHelm(chart.name, { ...chart.options, cwd: folder });
      if (!('text' in rendered)) return 'unrendered';
      const same = unchanged(chart.text, rendered.text, wanted);
      return same.length === 0 ? 'held' : same;
    } finally {
      writeFileSync(file, before);
    }
  }
}

function otherValue(line: string): string | undefined {
  const match =
    /^(\s*(?:- )*(?:[^\s#:][^:]*:\s+|(?=[^\s#]))(?:&\w+\s+)?)("?)([^\s"'#{}[\]|>&*][^"'#{}[\]]*?)("?)(\s*(?:\s#.*)?)$/.exec(line);
  if (match === null) return undefined;
  const [, head = '', open = '', value = '', close = '', tail = ''] = match;
  if (open !== close || /:\s*$/.test(value)) return undefined;
  return `${head}${open}${otherScalar(value)}${close}${tail}`;
}

function otherScalar(value: string): string {
  if (value === 'true') return 'false';
  if (value === 'false') return 'true';
  return /^\d+$/.test(value) ? String(Number(value) + 1) : `${value}x`;
}

/** Those of the lines that their document has as often as before. */
function unchanged(plain: string, mutated: string, claimed: readonly Line[]): readonly Line[] {
  const documents = (text: string): Map<string, string[]> =>
    Map.groupBy(text.split('\n---\n'), (part) => /# Source: (.*)/.exec(part)?.[1] ?? '');
  const before = documents(plain);
  const after = documents(mutated);
  const lines = plain.split('\n');
  return claimed.filter(({ number, text }) => {
    const header = lines.slice(0, number).findLast((line) => line.startsWith('# Source: '));
    const source = header?.slice('# Source: '.length) ?? '';
    const count = (parts: readonly string[] = []): number =>
      parts
        .join('\n')
        .split('\n')
        .filter((line) => line === text).length;
    return count(after.get(source)) >= count(before.get(source));
  });
}
