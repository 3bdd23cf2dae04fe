import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixFindings, type EditText, type FixResult } from '@bulwark/fix';
import { STANDARD_INPUT } from '@bulwark/source';
import type { Judging } from '../adoption/judging.ts';
import type { Scan, Step } from '../scan-paths.ts';
import { overlaid } from './overlay.ts';
import { RenderSources } from './render-sources.ts';
import { SourceCopy } from './source-copy.ts';

export interface Fixed extends FixResult<Scan> {
  /** What was found, without what is excused. */
  readonly before: Scan;
  /** What is left, without what is excused: as it would be found in the changed files. */
  readonly after: Scan;
  /** What suggestions would change then, where it was asked for and there are any. */
  readonly suggested?: FixResult<Scan> & { readonly after: Scan };
}

export interface FixOptions {
  readonly edit: EditText;
  readonly suggestions: boolean;
  /** Whether the suggestions that are not made are shown all the same. */
  readonly preview: boolean;
  /** Whether what stands on standard input is of use: where patches of objects are asked for, and not changed files. */
  readonly fromStandardInput: boolean;
  readonly cwd: string;
  readonly onProgress: (step: Step) => void;
}

const GIVEN = 'it came from standard input: change what has made it, or patch the objects with -o kubectl';

/** The fixes of what a command line asks to be judged. Nothing is written. */
export async function fix(asked: Judging, options: FixOptions): Promise<Fixed> {
  const copies: SourceCopy[] = [];
  try {
    return await fixIn(copies, asked, options);
  } finally {
    for (const copy of copies) copy.close();
  }
}

async function fixIn(copies: SourceCopy[], asked: Judging, options: FixOptions): Promise<Fixed> {
  const judged = await asked.judge({ onProgress: options.onProgress });
  const before = await asked.adopt(judged);
  const first: Found = { judged, counted: before, suggestions: options.suggestions, texts: new Map(), copies };
  const result = await fixed(asked, first, options);
  const raw = result.after ?? judged;
  const after = result.after === undefined ? before : await asked.adopt(result.after);
  if (!options.preview || options.suggestions) return { ...result, before, after };
  const texts = new Map(result.files.map((file) => [file.path, file.after] as const));
  const suggested = await fixed(asked, { ...first, judged: raw, counted: after, suggestions: true, texts }, options);
  return {
    ...result,
    before,
    after,
    ...(suggested.after !== undefined && { suggested: { ...suggested, after: suggested.after } }),
  };
}

interface Found {
  readonly judged: Scan;
  readonly counted: Scan;
  readonly suggestions: boolean;
  /** What other files than those of the machine hold already. */
  readonly texts: ReadonlyMap<string, string>;
  /** Takes the copies that are made of sources: what was rendered of them is asked where it comes from later. */
  readonly copies: SourceCopy[];
}

function fixed(asked: Judging, found: Found, { edit, fromStandardInput, cwd }: FixOptions): Promise<FixResult<Scan>> {
  const { judged, counted, suggestions, texts: before } = found;
  const textOf = (path: string): string | undefined => before.get(path) ?? judged.textOf(path) ?? textAt(resolve(cwd, path));
  const sources = new RenderSources(judged.renders, textOf);
  return fixFindings<Scan>({
    scan: judged,
    counted: counted.findings,
    textOf,
    edit,
    suggestions,
    whyNot: (path) => (path === STANDARD_INPUT && !fromStandardInput ? GIVEN : undefined),
    locate: (object, edits) => sources.locate(object, edits),
    rescan: (changed) => judgedWith(asked, new Map([...before, ...changed]), found, cwd),
  });
}

/** Standard input cannot be read twice, and programs that render read files. */
async function judgedWith(
  asked: Judging,
  texts: ReadonlyMap<string, string>,
  { judged, copies }: Found,
  cwd: string,
): Promise<Scan> {
  const stdin = (): string => texts.get(STANDARD_INPUT) ?? judged.textOf(STANDARD_INPUT) ?? '';
  if (judged.renders.length === 0) return asked.judge({ fs: overlaid(texts, cwd), stdin });
  const copy = new SourceCopy(judged.renders, texts, cwd);
  copies.push(copy);
  return asked.judge({ fs: copy.fs, stdin, moved: { cwd: copy.cwd, outside: (path) => copy.outside(path) } });
}

/** The text of a source of a render; undefined for what is no file. */
function textAt(location: string): string | undefined {
  try {
    const decoded = readFileSync(location);
    return isUtf8(decoded) ? decoded.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}
