import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '@bulwark/controls';

/** Larger ones take long and hold nothing that smaller ones do not. */
const LARGEST = 12_000;

/** The examples of all controls. */
export function exampleSeeds(): readonly string[] {
  return controls.flatMap(({ examples }) => [...examples.fails, ...examples.passes].map(({ yaml }) => yaml));
}

/** The manifests in a folder of corpora, in the order of their paths. */
export function corpusSeeds(folder: string): readonly string[] {
  return ['real', 'vulnerable'].flatMap((part) => {
    const root = join(folder, part);
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:ya?ml|json)$/.test(path))
      .toSorted()
      .map((path) => join(root, path))
      .filter((path) => statSync(path).size <= LARGEST && statSync(path).isFile())
      .map((path) => readFileSync(path, 'utf8'));
  });
}
