import { readDocuments } from '@bulwark/source';
import { dump } from 'js-yaml';
import type { Json } from '@bulwark/model';
import { mutateText } from './mutate-text.ts';
import { heavyValue, mutateValue } from './mutate-value.ts';
import { fakeAccessKey, fakePassword, plantedDocuments } from './planted.ts';
import type { Random } from './random.ts';
import { settingOf, type Batch, type FuzzFile } from './scan-batch.ts';

/** Scanned together: fewer scans, and objects of several manifests meet. */
export const BATCH_SIZE = 20;

const NAMES = ['yaml', 'yaml', 'yaml', 'yaml', 'yml', 'json'];

/** Pools of manifests: each pool is taken from equally often, however many are in it. */
export type Seeds = readonly (readonly string[])[];

export interface BatchOptions {
  readonly size: number;
  /** One case in so many has a node that is very long, deep or many. */
  readonly heavy: number;
}

export function makeBatch(seeds: Seeds, random: Random, { size, heavy }: BatchOptions): Batch {
  const files = Array.from({ length: size }, (_, index) => makeFile(seeds, random, { index, heavy }));
  return { files, setting: settingOf(random) };
}

function makeFile(seeds: Seeds, random: Random, { index, heavy }: { index: number; heavy: number }): FuzzFile {
  const name = random.once(40) ? 'kustomization.yaml' : `${index}.${random.pick(NAMES)}`;
  const path = `${random.pick(['', '', 'a/', 'b/', 'a/templates/'])}${name === 'kustomization.yaml' ? `${index}/` : ''}${name}`;
  const seed = random.pick(random.pick(seeds));
  const accessKey = fakeAccessKey(random);
  if (random.once(2)) {
    const planted = random.once(4) ? withKey(seed, accessKey, random) : seed;
    return { path, text: mutateText(planted, random), secrets: [accessKey] };
  }
  const mutate = random.once(heavy) ? heavyValue : mutateValue;
  const values = readDocuments(seed).flatMap(({ value }) =>
    value === null || value === undefined ? [] : [mutate(value, random)],
  );
  const text = values.map((value) => writtenAs(value, random)).join('\n---\n');
  if (!random.once(4)) return { path, text, secrets: [] };
  const password = fakePassword(random);
  const secrets = [password, Buffer.from(password).toString('base64')];
  return { path: path.replace(/\.json$/, '.yaml'), text: `${text}\n---\n${plantedDocuments(password, random)}`, secrets };
}

function writtenAs(value: Json, random: Random): string {
  return random.once(2) ? JSON.stringify(value, null, random.pick([0, 2])) : dump(value, { lineWidth: -1 });
}

/** The text with a scalar of it replaced. */
function withKey(text: string, key: string, random: Random): string {
  const lines = text.split('\n');
  for (let time = 0; time < 3; time++) {
    const line = random.int(lines.length);
    lines[line] = (lines[line] ?? '').replace(/(?<=:) \S.*$/, () => ` ${key}`);
  }
  return lines.join('\n');
}
