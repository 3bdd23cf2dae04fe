import { fixFindings, type EditText, type FixResult } from '@bulwark/fix';
import { STANDARD_INPUT } from '@bulwark/source';
import type { Judging } from '../adoption/judging.ts';
import type { Scan, Step } from '../scan-paths.ts';
import { overlaid } from './overlay.ts';

export interface Fixed extends FixResult<Scan> {
  /** What was found, without what is excused. */
  readonly before: Scan;
  /** What is left, without what is excused: as it would be found in the changed files. */
  readonly after: Scan;
}

export interface FixOptions {
  readonly edit: EditText;
  readonly suggestions: boolean;
  /** Whether what stands on standard input is of use: where patches of objects are asked for, and not changed files. */
  readonly fromStandardInput: boolean;
  readonly cwd: string;
  readonly onProgress: (step: Step) => void;
}

const GIVEN = 'it came from standard input: change what has made it';

/** The fixes of what a command line asks to be judged. Nothing is written. */
export async function fix(asked: Judging, { edit, suggestions, fromStandardInput, cwd, onProgress }: FixOptions): Promise<Fixed> {
  const judged = await asked.judge({ onProgress });
  const before = await asked.adopt(judged);
  const result = await fixFindings<Scan>({
    scan: judged,
    counted: before.findings,
    textOf: judged.textOf,
    edit,
    suggestions,
    whyNot: (path) => (path === STANDARD_INPUT && !fromStandardInput ? GIVEN : undefined),
    rescan: (texts) =>
      asked.judge({
        fs: overlaid(texts, cwd),
        // It cannot be read twice.
        stdin: () => texts.get(STANDARD_INPUT) ?? judged.textOf(STANDARD_INPUT) ?? '',
      }),
  });
  return { ...result, before, after: result.after === undefined ? before : await asked.adopt(result.after) };
}
