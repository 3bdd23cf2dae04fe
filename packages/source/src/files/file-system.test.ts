import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { nodeFileSystem } from './file-system.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulwark-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Bytes in which no stretch looks like another. */
function bytes(length: number): Buffer {
  const buffer = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) buffer.writeUInt32LE(at, at);
  return buffer;
}

describe('reading a file', () => {
  test.for([0, 1, 1000, 2 ** 20, 2 ** 20 + 4, 5_000_000])('of %i bytes gives them all', (length) => {
    const path = join(root, 'a');
    writeFileSync(path, bytes(length));
    expect(bytes(length).equals(nodeFileSystem.read(path, 6_000_000))).toBe(true);
  });

  test('ends at the limit', () => {
    const path = join(root, 'a');
    writeFileSync(path, bytes(5_000_000));
    for (const limit of [1, 1000, 3_000_000, 5_000_000]) {
      expect(bytes(5_000_000).subarray(0, limit).equals(nodeFileSystem.read(path, limit))).toBe(true);
    }
  });

  test('of endless bytes ends at the limit', () => {
    expect(nodeFileSystem.read('/dev/zero', 2_000_000).length).toBe(2_000_000);
  });

  test('that is a pipe by now does not hang', () => {
    const path = join(root, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(nodeFileSystem.read(path, 10).length).toBe(0);
  });

  test('throws for what is no file', () => {
    expect(() => nodeFileSystem.read(root, 10)).toThrow('EISDIR');
    expect(() => nodeFileSystem.read(join(root, 'gone'), 10)).toThrow('ENOENT');
  });
});

describe('reading standard input', () => {
  const script = (limit: number): string =>
    `const { readStandardInput } = await import(${JSON.stringify(new URL('file-system.ts', import.meta.url).href)});` +
    `process.stdout.write(Buffer.from(readStandardInput(${limit})).toString('latin1').slice(-20));`;
  const args = (code: string): string[] => ['--conditions=bulwark-source', '--input-type=module', '-e', code];

  test('gives all of it, up to the limit', () => {
    const input = `${'.'.repeat(3_000_000)}end`;
    expect(spawnSync(process.execPath, args(script(4_000_000)), { input, encoding: 'utf8' }).stdout).toBe(`${'.'.repeat(17)}end`);
    expect(spawnSync(process.execPath, args(script(3_000_002)), { input, encoding: 'utf8' }).stdout).toBe(`${'.'.repeat(18)}en`);
  });

  test('waits for a pipe that has nothing yet', async () => {
    // Whoever has looked at process.stdin has made it one that does not wait by itself.
    const child = spawn(process.execPath, args(`process.stdin; ${script(6)}`), { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.stdin.write('abc');
    await new Promise((resolve) => setTimeout(resolve, 50));
    child.stdin.write('def');
    await new Promise((resolve) => child.once('close', resolve));
    expect(output).toBe('abcdef');
  });
});
