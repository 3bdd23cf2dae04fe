import type { RenderFailure } from '../rendered.ts';
import type { BuildGraph, Obstacle } from './build-graph.ts';
import type { Program } from './program.ts';

/** How a build's files are called in reports. */
export type Shown = (path: string) => string;

/** Why a build is not even tried; undefined where nothing speaks against it. */
export function refusal(graph: BuildGraph, path: string, shown: Shown): RenderFailure | undefined {
  const obstacle = graph.obstacles.find(({ kind }) => kind !== 'missing');
  if (obstacle === undefined) return undefined;
  const { line, column } = obstacle;
  return { path, ...WORDS[obstacle.kind](obstacle, path), place: { file: shown(obstacle.file), line, column } };
}

interface Words {
  readonly reason: string;
  readonly hint: string;
}

const WORDS: Readonly<Record<Obstacle['kind'], (obstacle: Obstacle, path: string) => Words>> = {
  remote: ({ entry }, path) => ({
    reason: `${entry} is remote, and Bulwark fetches nothing`,
    hint: `clone it and name the clone in its place, or render it yourself: kustomize build ${path} | bulwark scan -`,
  }),
  chart: ({ entry }, path) => ({
    reason: `${entry} has helm make objects, and may fetch the chart`,
    hint: `render it yourself: kustomize build --enable-helm ${path} | bulwark scan -`,
  }),
  function: (_, path) => ({
    reason: 'a plugin here is a program or an image of its own, and Bulwark starts none',
    hint: `render it yourself: kustomize build --enable-alpha-plugins ${path} | bulwark scan -`,
  }),
  missing: ({ entry }) => ({
    reason: `${entry} is not there`,
    hint: 'name a file, or a folder with a kustomization.yaml',
  }),
};

/** What a failed build has said, in one line. */
export function buildFailure(stderr: string, graph: BuildGraph, program: Program, path: string, shown: Shown): RenderFailure {
  const text = causeIn(stderr);
  const byHand = `see what it says: ${program.command} ${program.args.join(' ')} ${path}`;
  const missing = graph.obstacles.find(({ kind }) => kind === 'missing');
  if (missing !== undefined && /no such file|not a (?:valid )?director|unable to find one of|evalsymlink/.test(stderr)) {
    const { line, column } = missing;
    return { path, ...WORDS.missing(missing, path), place: { file: shown(missing.file), line, column } };
  }
  if (/is not in or below/.test(stderr)) {
    return {
      path,
      reason: text,
      hint: `render it yourself: kustomize build --load-restrictor LoadRestrictionsNone ${path} | bulwark scan -`,
    };
  }
  const file = fileIn(stderr, graph);
  return { path, reason: text, hint: byHand, ...(file === undefined ? {} : { place: { file: shown(file), line: 1 } }) };
}

/** Longer lines are cut: a reader has stopped by then. */
const LONGEST = 300;

/**
 * kustomize wraps an error once for each folder that it has gone through, each time with all that it had tried before: the
 * cause is what comes last.
 */
function causeIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !isWarning(line));
  const said = lines.findLast((line) => /^error: /i.test(line)) ?? lines.join(' ');
  const line = said.replace(/^error: /i, '').replace(/^E\d{4} .*? err="(.*)"$/, '$1');
  const cause = line.slice(lastWrapEnd(line)).replaceAll(/\s+/g, ' ').trim();
  if (cause === '') return 'it has failed without a word';
  return cause.length > LONGEST ? `${cause.slice(0, LONGEST)}…` : cause;
}

const WRAP = /recursed accumulation of path '[^']*': (?:accumulating (?:resources|components): )?/g;

function lastWrapEnd(line: string): number {
  const last = [...line.matchAll(WRAP)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

export function isWarning(line: string): boolean {
  return /^(?:#\s*)?warning:/i.test(line.trim());
}

/** The file of the build that an error names. */
function fileIn(stderr: string, graph: BuildGraph): string | undefined {
  return [...graph.files.keys()].findLast((file) => stderr.includes(file));
}
