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
 * is put into the line's text. Where an action has printed more lines than that, the word is put into what it prints; of a
 * line without text the action is taken away, and the lines must be gone.
 */
export function mutateTemplates(chart: MappedChart, most: number): MutationResult {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-mutation-'));
  try {
    cpSync(join(chart.options.cwd, chart.name), join(folder, chart.name), { recursive: true });
    const trial = { chart, folder };
    return tally(
      sample(claimsOf(chart), most).map(([place, lines]) => mutate(trial, place, new Set(lines.map(({ number }) => number)))),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Trial {
  readonly chart: MappedChart;
  /** Holds a copy of the chart. */
  readonly folder: string;
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

function mutate(trial: Trial, place: string, claimed: ReadonlySet<number>): Outcome {
  const plain = trial.chart.text;
  const fault = attempt(trial, place, (line) => {
    const mutant = withWord(line);
    if (mutant === undefined) return [withoutAction(line), (text) => notGone(plain, text, claimed)];
    return [mutant, (text) => (isSame(changed(plain, text), claimed) ? undefined : MORE_LINES)];
  });
  if (fault !== MORE_LINES) return fault === undefined || fault === 'unrendered' ? (fault ?? 'held') : `${place}: ${fault}`;
  // The text is of one line; what its action prints may have others.
  const again = attempt(trial, place, (line) => [withWordInAction(line), (text) => notChanged(changed(plain, text), claimed)]);
  return again === undefined || again === 'unrendered' ? (again ?? 'held') : `${place}: ${again}`;
}

const MORE_LINES = 'other lines change than are claimed';

type Judge = (text: string) => string | undefined;

/** Changes one line, renders, judges, and puts the line back. */
function attempt({ chart, folder }: Trial, place: string, change: (line: string) => [string, Judge]): string | undefined {
  const cut = place.lastIndexOf(':');
  const file = join(folder, place.slice(0, cut));
  const at = Number(place.slice(cut + 1)) - 1;
  const before = readFileSync(file, 'utf8');
  const lines = before.split('\n');
  const [mutant, judge] = change(lines[at] ?? '');
  lines[at] = mutant;
  writeFileSync(file, lines.join('\n'));
  try {
    const rendered = renderHelm(chart.name, { ...chart.options, cwd: folder });
    return 'text' in rendered ? judge(rendered.text) : 'unrendered';
  } finally {
    writeFileSync(file, before);
  }
}

/** A word behind the first word of the line's text; undefined where it has no text of its own. */
function withWord(line: string): string | undefined {
  const parts = line.split(/(\{\{.*?\}\})/);
  const at = parts.findIndex((part) => !part.startsWith('{{') && /[A-Za-z0-9]/.test(part));
  if (at >= 0) {
    parts[at] = (parts[at] ?? '').replace(/[A-Za-z0-9]+/, (word) => word + WORD);
    return parts.join('');
  }
  if (parts.every((part) => part.startsWith('{{') || part.trim() === '')) return undefined;
  if (line.includes('""')) return line.replace('""', `"${WORD}"`);
  return line.trimEnd() + WORD;
}

/** The whole action, with whatever it trims: what it printed is gone then, and no line break but its own. */
function withoutAction(line: string): string {
  return line.replace(ACTION, '$1 "" $3');
}

/** A comment at the end of each line that the action prints, and of the line itself. */
function withWordInAction(line: string): string {
  return `${line.replace(ACTION, `$1 $2 | toString | replace "\\n" " # ${WORD}\\n" $3`)} # ${WORD}`;
}

const ACTION = /(\{\{-?)\s*((?!(?:if|else|end|with|range|include|template)\b)(?:"[^"]*"|[^}])*?)\s*(-?\}\})/g;

function isSame(a: ReadonlySet<number> | string, b: ReadonlySet<number>): boolean {
  return typeof a !== 'string' && a.size === b.size && a.isSubsetOf(b);
}

function notChanged(found: ReadonlySet<number> | string, claimed: ReadonlySet<number>): string | undefined {
  if (typeof found === 'string' || isSame(found, claimed)) return typeof found === 'string' ? found : undefined;
  const list = (lines: ReadonlySet<number>): string => Array.from(lines).join(', ');
  return `lines ${list(found.difference(claimed))} change and are not claimed, ${list(claimed.difference(found))} are claimed and do not`;
}

/** The plain render's lines that have the word. Helm orders documents by what they hold: one may stand elsewhere. */
function changed(plain: string, mutated: string): ReadonlySet<number> | string {
  const rest = sections(plain);
  const numbers = new Set<number>();
  for (const section of sections(mutated)) {
    const clean = section.lines.map((line) => comparable(line.replaceAll(` # ${WORD}`, '').replaceAll(WORD, '')));
    const at = rest.findIndex(
      (each) => each.lines.length === clean.length && each.lines.every((line, index) => comparable(line) === clean[index]),
    );
    if (at < 0) return `a document is not as it was: ${section.lines[1]}`;
    const [original] = rest.splice(at, 1);
    for (const [index, line] of section.lines.entries()) {
      // A blank line before what an action prints has nothing to lead back.
      if (line.includes(WORD) && clean[index] !== '') numbers.add((original?.first ?? 0) + index);
    }
  }
  return rest.length === 0 ? numbers : 'a document is gone';
}

function notGone(plain: string, mutated: string, claimed: ReadonlySet<number>): string | undefined {
  const shown = (text: string): string[] =>
    text.split('\n').map((line) => (/^(?:---|# Source: .*)$/.test(line) ? '' : comparable(line)));
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
