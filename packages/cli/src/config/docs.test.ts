import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { applyWaivers } from '@bulwark/engine';
import { expect, test } from 'vitest';
import { controls } from '../catalogue.ts';
import { scan } from '../scan-paths.ts';
import { parseConfig } from './load-config.ts';

const DOCS = resolve(import.meta.dirname, '../../../../docs');

interface Block {
  readonly page: string;
  readonly file: string;
  readonly text: string;
}

/** The YAML of the guides that says in its first line which file it is. */
const blocks = ['configuration.md', 'adopting.md'].flatMap((page): Block[] => {
  const found = readFileSync(resolve(DOCS, page), 'utf8').matchAll(/```yaml\n# (\S+)\n(.*?)```/gs);
  return [...found].map(([, file = '', text = '']) => ({ page, file, text }));
});

const configurations = blocks.filter(({ file }) => file === 'bulwark.yaml');
const manifests = blocks.filter(({ file }) => file !== 'bulwark.yaml');

test('the guides show something', () => {
  expect([configurations.length, manifests.length]).toEqual([4, 2]);
});

test.for(configurations)('a configuration of $page is one', ({ text }) => {
  expect(parseConfig(text, 'bulwark.yaml').problems).toEqual([]);
});

test.for(manifests)('$file of $page waives what it says', async ({ text }) => {
  const result = await scan('-', { controls: controls.filter(({ id }) => id === 'pod/privileged'), stdin: () => text });
  const options = { otherTools: true, today: '2026-01-01', textOf: result.textOf, fileOf: (path: string) => path, sawAll: true };
  const { waived, findings } = applyWaivers(result, options);
  expect([waived.map(({ finding }) => finding.control), findings]).toEqual([['pod/privileged'], []]);
});
