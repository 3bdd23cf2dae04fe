import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MODULE = new URL('./standard-output.ts', import.meta.url).href;
const SCRIPT = `import { StandardOutput } from '${MODULE}';
let opened = 0;
const out = new StandardOutput(1, () => (opened++, process.stdout));
out.write('é'.repeat(300000));
out.write('end');
process.on('exit', () => process.stderr.write(JSON.stringify([opened, out.isTTY, out.isDone, out.failure?.code ?? null])));`;
const ARGS: readonly string[] = ['--input-type=module', '-e', SCRIPT];

test('writes files and pipes whole, without a stream', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-output-'));
  const file = openSync(join(folder, 'out'), 'w');
  const toFile = spawnSync(process.execPath, ARGS, { stdio: ['ignore', file, 'pipe'], encoding: 'utf8' });
  closeSync(file);
  expect(JSON.parse(toFile.stderr)).toEqual([0, false, true, null]);
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(`${'é'.repeat(300_000)}end`);
  rmSync(folder, { recursive: true });
  expect(
    execFileSync('sh', ['-c', '"$0" "$@" 2> /dev/null | wc -c', process.execPath, ...ARGS], { encoding: 'utf8' }).trim(),
  ).toBe('600003');
});

test('a reader that has seen enough is no failure, a full disk is one', () => {
  const shell = (redirected: string): string =>
    execFileSync('bash', ['-c', redirected, process.execPath, ...ARGS], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  expect(shell('"$0" "$@" 3>&1 2>&3 | true')).toMatch(/^$|null\]$/);
  expect(JSON.parse(shell('{ "$0" "$@" 2>&1 1>/dev/null; } | cat'))).toEqual([0, false, true, null]);
  if (process.platform === 'linux') {
    const full = openSync('/dev/full', 'w');
    const { stderr } = spawnSync(process.execPath, ARGS, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    expect(stderr).toContain('ENOSPC');
  }
});
