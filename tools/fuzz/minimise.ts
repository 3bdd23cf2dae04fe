import { performance } from 'node:perf_hooks';
import type { Batch } from './scan-batch.ts';

type Fails = (batch: Batch) => Promise<boolean>;

/** A batch that fails as the given one does and has less in it: fewer files, then fewer lines, as far as the time goes. */
export async function minimise(batch: Batch, fails: Fails, longestMs = 20_000): Promise<Batch> {
  const end = performance.now() + longestMs;
  const files = await fewer(batch.files, (some) => fails({ ...batch, files: some }), end);
  const result = [...files];
  for (const [index, file] of files.entries()) {
    const withLines = (lines: readonly string[]): Batch => ({
      ...batch,
      files: result.with(index, { ...file, text: lines.join('\n') }),
    });
    const lines = await fewer(file.text.split('\n'), (some) => fails(withLines(some)), end);
    result[index] = { ...file, text: lines.join('\n') };
  }
  return { ...batch, files: result };
}

/** Takes away halves, quarters, and so on to single items, where the rest still fails. */
async function fewer<T>(
  items: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
  end: number,
): Promise<readonly T[]> {
  let kept = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length && performance.now() < end;) {
      const rest = kept.toSpliced(from, size);
      if (await fails(rest)) kept = rest;
      else from += size;
    }
  }
  return kept;
}
