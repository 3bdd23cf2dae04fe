import { basename } from 'node:path';

import type { MappedField, RenderedFolder, Survey } from './survey.ts';

/**
 * Fields that are said to be exact, chosen by a seed: as many of kustomizations as of other files that are not an object's own,
 * such as patches, and the rest of all.
 */
export function chosen(outcome: Survey, count: number, seed: number): (readonly [RenderedFolder, MappedField])[] {
  const random = randomNumbers(seed);
  const all = outcome.rendered.flatMap((folder) =>
    folder.fields.filter(({ source }) => source.precision === 'exact').map((field) => [folder, field] as const),
  );
  const settings = all.filter(([, { source }]) => /^kustomization\./i.test(basename(source.file)));
  const foreign = all.filter((each) => !settings.includes(each) && isForeign(...each));
  return [settings, foreign, all].flatMap((pool) =>
    Array.from({ length: Math.min(pool.length, Math.ceil(count / 3)) }, () => pool[Math.floor(random() * pool.length)] ?? []),
  ) as (readonly [RenderedFolder, MappedField])[];
}

const ownFiles = new WeakMap<RenderedFolder, Map<number, string>>();

/** Whether a field is from another file than the kind of its object. */
function isForeign(folder: RenderedFolder, field: MappedField): boolean {
  let own = ownFiles.get(folder);
  if (own === undefined) {
    const kinds = folder.fields.filter(({ path }) => path.length === 1 && path[0] === 'kind');
    ownFiles.set(folder, (own = new Map(kinds.map(({ document, source }) => [document, source.file]))));
  }
  return own.get(field.document) !== field.source.file;
}

/** mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.trunc(state + 0x6d_2b_79_f5);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
