import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderHelm } from '../../../packages/render/src/index.ts';
import type { Line, MappedChart } from './measure.ts';

const WORD = 'zzmutantzz';

/** What a change of one line has shown: the claim held, or it did not, or the chart cannot be rendered with it. */
export interface MutationResult {
  readonly tried: number;
  readonly held: number;
  readonly unrendered: number;
  readonly wrong: readonly string[];
}

/**
 * Changes template lines one at a time, and renders: exactly the lines that the map leads back to it must be others. A word
 * is put into the line's text; of a line without text the action is taken away, and the lines must be gone.
 */
export function mutateTemplates(chart: MappedChart, most: number): MutationResult {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-mutation-'));
  try {
    cpSync(join(chart.options.cwd, chart.name), join(folder, chart.name), { recursive: true });
    return tally(sample(claimsOf(chart), most).map(([place, lines]) => mutate(chart, folder, place, lines)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For each template line, the lines of the render that are exactly led back to it. */
function claimsOf({ lines }: MappedChart): [place: string, lines: readonly Line[]][] {
  const exact = lines.filter(({ place }) => place.source.precision === 'exact' && !place.source.file.includes('!'));
  const byPlace = Map.groupBy(exact, ({ place }) => `${place.source.file}:${place.source.line}`);
  return Array.from(byPlace).filter(([place]) => place.includes('/templates/'));
}

/** Evenly over all: the same each time. */
export function sample<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)] as T);
}

/** `held`, `unrendered`, or what is wrong. */
type Outcome = string;

function mutate(chart: MappedChart, folder: string, place: string, claimed: readonly Line[]): Outcome {
  const cut = place.lastIndexOf(':');
  const file = join(folder, place.slice(0, cut));
  const line = Number(place.slice(cut + 1));
  const before = readFileSync(file, 'utf8');
  const lines = before.split('\n');
  const mutant = withWord(lines[line - 1] ?? '');
  lines[line - 1] = mutant ?? withoutAction(lines[line - 1] ?? '');
  writeFileSync(file, lines.join('\n'));
  try {
    const rendered = renderHelm(chart.name, { ...chart.options, cwd: folder });
    if (!('text' in rendered)) return 'unrendered';
    const numbers = new Set(claimed.map(({ number }) => number));
    const fault =
      mutant === undefined ? notGone(chart.text, rendered.text, numbers) : notChanged(chart.text, rendered.text, numbers);
    return fault === undefined ? 'held' : `${place}: ${fault}`;
  } finally {
    writeFileSync(file, before);
  }
}

/** A word behind the first word of the line's text; undefined where it has no text of its own. */
function withWord(line: string): string | undefined {
  const parts = line.split(/(\{\{.*?\}\})/);
  const at = parts.findIndex((part) => !part.startsWith('{{') && /[A-Za-z0-9]/.test(part));
  if (at < 0) return undefined;
  parts[at] = (parts[at] ?? '').replace(/[A-Za-z0-9]+/, (word) => word + WORD);
  return parts.join('');
}

/** The whole action, with whatever it trims: what it printed is gone then, and no line break but its own. */
function withoutAction(line: string): string {
  return line.replace(/(\{\{-?)\s*((?!(?:if|else|end|with|range)\b)(?:"[^"]*"|[^}])*?)\s*(-?\}\})/g, '$1 "" $3');
}

/** Helm orders documents by what they hold: a changed document may stand elsewhere. */
function notChanged(plain: string, mutated: string, claimed: ReadonlySet<number>): string | undefined {
  const rest = sections(plain);
  for (const section of sections(mutated)) {
    const clean = section.lines.map((line) => comparable(line.replaceAll(WORD, '')));
    const at = rest.findIndex(
      (each) => each.lines.length === clean.length && each.lines.every((line, index) => comparable(line) === clean[index]),
    );
    if (at < 0) return `a document is not as it was: ${section.lines[0]}`;
    const [original] = rest.splice(at, 1);
    for (const [index, line] of section.lines.entries()) {
      const number = (original?.first ?? 0) + index;
      if (line.includes(WORD) !== claimed.has(number))
        return `line ${number} ${line.includes(WORD) ? 'changes and is not' : 'does not change and is'} claimed`;
    }
  }
  return rest.length === 0 ? undefined : 'a document is gone';
}

function notGone(plain: string, mutated: string, claimed: ReadonlySet<number>): string | undefined {
  const shown = (text: string): string[] => text.split('\n').map(comparable);
  const expected = shown(plain).filter((line, at) => line !== '' && !claimed.has(at + 1));
  const found = shown(mutated).filter((line) => line !== '');
  const at = expected.findIndex((line, index) => line !== found[index]);
  if (at < 0 && expected.length === found.length) return undefined;
  return `without it, the render has ${JSON.stringify(found[at] ?? found.at(-1))} for ${JSON.stringify(expected[at])}`;
}

/** Random words and checksums of other templates change by themselves. */
function comparable(line: string): string {
  return line
    .trimEnd()
    .replace(/\b[0-9a-f]{40,64}\b/g, 'HASH')
    .replace(/(-test-)[a-z0-9]{5}\b|"[A-Za-z0-9+/]{20,}={0,2}"/g, '$1RANDOM');
}

function sections(text: string): { first: number; lines: string[] }[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => (line === '---' ? [at] : []));
  return starts.map((start, at) => {
    const body = lines.slice(start, starts[at + 1]);
    while (body.at(-1) === '') body.pop();
    return { first: start + 1, lines: body };
  });
}

export function tally(outcomes: readonly Outcome[]): MutationResult {
  return {
    tried: outcomes.length,
    held: outcomes.filter((outcome) => outcome === 'held').length,
    unrendered: outcomes.filter((outcome) => outcome === 'unrendered').length,
    wrong: outcomes.filter((outcome) => outcome !== 'held' && outcome !== 'unrendered'),
  };
}
