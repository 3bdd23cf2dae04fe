import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-chunks-'));
  writeFileSync(join(folder, 'program.cjs'), `exports.sum = require('./sum.cjs').sum; exports.sep = require('node:path').sep;`);
  writeFileSync(join(folder, 'sum.cjs'), 'exports.loads = (exports.loads ?? 0) + 1; exports.sum = (a, b) => a + b;');
});

afterEach(() => rmSync(folder, { recursive: true }));

const LOADER = new URL('./chunk-loader.ts', import.meta.url).href;

/** What a new process says: inside one process, V8 remembers what it has compiled without any cache. */
function inNewProcess(...statements: readonly string[]): unknown {
  const script = [
    `import { ChunkLoader } from '${LOADER}';`,
    `const loader = new ChunkLoader(process.argv[1]);`,
    `const { sum, sep } = loader.load('program.cjs');`,
    ...statements,
  ];
  const args = ['--conditions=bulwark-source', '--input-type=module', '-e', script.join('\n'), folder];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env: {} }));
}

const SUM_AND_COMPILED = 'console.log(JSON.stringify([sum(2, 3), loader.compiled]));';

function cacheFile(name: string): string {
  const [made = ''] = readdirSync(join(folder, 'code-cache'));
  return join(folder, 'code-cache', made, name);
}

test('loads chunks that require one another, each once', () => {
  expect(inNewProcess(`console.log(JSON.stringify([sum(2, 3), sep.length, loader.load('sum.cjs').loads]));`)).toEqual([5, 1, 1]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('takes what V8 compiled before, which lies beside the program', () => {
  expect(inNewProcess(SUM_AND_COMPILED, 'loader.save();')).toEqual([5, ['program.cjs', 'sum.cjs']]);
  expect(readdirSync(folder).toSorted()).toEqual(['code-cache', 'program.cjs', 'sum.cjs']);
  expect(inNewProcess(SUM_AND_COMPILED)).toEqual([5, []]);
  // Saved again, nothing is left lying about.
  expect(inNewProcess(SUM_AND_COMPILED, 'loader.save();')).toEqual([5, []]);
  expect(readdirSync(join(folder, 'code-cache'))).toHaveLength(1);
});

test('compiles a chunk whose text or cache does not fit, and runs all the same', () => {
  inNewProcess(SUM_AND_COMPILED, 'loader.save();');
  writeFileSync(join(folder, 'sum.cjs'), 'exports.sum = (a, b) => a * b * 10;');
  writeFileSync(cacheFile('program.cjs'), 'not what V8 wrote');
  expect(inNewProcess(SUM_AND_COMPILED)).toEqual([60, ['program.cjs', 'sum.cjs']]);
  rmSync(cacheFile('program.cjs'));
  expect(inNewProcess(SUM_AND_COMPILED)).toEqual([60, ['program.cjs', 'sum.cjs']]);
});
