import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { withLock } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulwark-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('one at a time', async () => {
  const path = join(folder, 'one');
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await sleep(20);
    inside--;
  };
  await Promise.all([withLock(path, work), withLock(path, work), withLock(path, work)]);
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('opens again after work that fails', async () => {
  const path = join(folder, 'fails');
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(path, () => Promise.resolve(7))).toBe(7);
});

test('takes over what a process left that was killed', async () => {
  const path = join(folder, 'left');
  writeFileSync(path, '');
  utimesSync(path, new Date(), new Date(Date.now() - 120_000));
  expect(await withLock(path, () => Promise.resolve(7))).toBe(7);
});
