import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import {
  baselineOf,
  baselineText,
  compareWith,
  merged,
  parseBaseline,
  sizeOf,
  type Baseline,
  type BaselineEntry,
} from '@bulwark/engine';
import { EXIT, UserError, type Finding } from '@bulwark/model';
import { STANDARD_INPUT } from '@bulwark/source';
import type { Scan } from '../scan-paths.ts';
import type { AdoptOptions } from './adopt-options.ts';
import { seenFrom } from './places.ts';

const BASELINE_FILE = '.bulwark-baseline.json';

type Options = AdoptOptions & { readonly complaints: ReadonlySet<Finding> };

/** The scan without what its baseline knows. What is wrong with the excuses is never known: it is for those who wrote them. */
export function againstBaseline(scan: Scan, options: Options): Scan {
  const path = pathOf(options);
  if (path === undefined) return scan;
  const { cwd } = options.shell;
  const location = resolve(cwd, path);
  const folder = dirname(location);
  const judged = scan.findings.filter((finding) => !options.complaints.has(finding));
  const isInPlay = inPlay(scan, folder, options);
  const before = read(location, path, options);
  const rest = before.filter((entry) => !isInPlay(entry));
  const fileOf = seenFrom(folder, cwd);
  if (options.updateBaseline) {
    write(location, path, merged([...rest, ...baselineOf(judged, fileOf)]));
    return withKnown(scan, judged, { path, gone: 0, updated: true });
  }
  const { known, gone } = compareWith(before.filter(isInPlay), judged, fileOf);
  return withKnown(scan, known, { path, gone: options.changedSince === undefined ? sizeOf(gone) : 0, updated: false });
}

function withKnown(
  scan: Scan,
  known: readonly Finding[],
  rest: { readonly path: string; readonly gone: number; readonly updated: boolean },
): Scan {
  const old = new Set(known);
  const adoption = { waived: [], ...scan.adoption, baseline: { ...rest, known } };
  return { ...scan, findings: scan.findings.filter((finding) => !old.has(finding)), adoption };
}

function pathOf({ baseline, updateBaseline, config, shell }: Options): string | undefined {
  if (baseline !== undefined) return baseline;
  if (config?.baseline !== undefined) return relative(shell.cwd, join(config.folder, config.baseline)) || config.baseline;
  return updateBaseline ? BASELINE_FILE : undefined;
}

function read(location: string, path: string, { updateBaseline }: Options): Baseline {
  let text: string;
  try {
    text = readFileSync(location, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && updateBaseline) return [];
    const hint = isMissing ? '--update-baseline creates it from what is there now' : 'it must be a file that can be read';
    throw new UserError(`there is no baseline at ${path}`, { hint, cause });
  }
  const baseline = parseBaseline(text);
  if (!('reason' in baseline)) return baseline;
  throw new UserError(`${path} ${baseline.reason}`, {
    hint: 'take it from your version control, or delete it and run with --update-baseline',
  });
}

function write(location: string, path: string, baseline: Baseline): void {
  try {
    writeFileSync(location, baselineText(baseline));
  } catch (cause) {
    throw new UserError(`${path} cannot be written`, { exit: EXIT.environment, cause });
  }
}

/**
 * The entries that this scan can speak of: of controls that it applied, in files that it looked for or that are gone. A file
 * that could not be read tells nothing of what was in it.
 */
function inPlay(scan: Scan, folder: string, { paths, narrowed, shell }: Options): (entry: BaselineEntry) => boolean {
  const roots = paths.map((path) => (path === '-' ? STANDARD_INPUT : resolve(shell.cwd, path)));
  const unread = new Set(
    scan.coverage.files.filter(({ status }) => status === 'failed').map(({ path }) => resolve(shell.cwd, path)),
  );
  return ({ control, file }) => {
    if (narrowed.controls && !scan.verdicts.has(control)) return false;
    if (file === STANDARD_INPUT) return roots.includes(file);
    const location = resolve(folder, file);
    if (unread.has(location)) return false;
    return (
      roots.some((root) => location === root || location.startsWith(`${root.replace(/[/\\]$/, '')}/`)) || !existsSync(location)
    );
  };
}
