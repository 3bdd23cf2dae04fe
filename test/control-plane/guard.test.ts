import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startGuard } from './guard.ts';

const GUARD = join(import.meta.dirname, 'guard.ts');
const SLEEP = 'setTimeout(() => {}, 600_000); process.stdout.write("up\\n")';
/** Starts a program below a guard, says both ids, and then waits to be killed. */
const STARTER = `
import { spawn } from 'node:child_process';
import { startGuard } from ${JSON.stringify(GUARD)};
const guard = startGuard(process.argv[1], 600_000);
const child = spawn(process.execPath, ['-e', ${JSON.stringify(SLEEP)}]);
guard.watch(child.pid);
child.stdout.on('data', () => process.stdout.write(String(child.pid)));
`;

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'bulwark-guard-'));

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

async function sleeper(): Promise<number> {
  const child = spawn(process.execPath, ['-e', SLEEP], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

test('stops what it watches, and removes the folder, when it is told to', async () => {
  const folder = newFolder();
  const pid = await sleeper();
  const guard = startGuard(folder, 600_000);
  guard.watch(pid);
  await guard.end();
  expect(await isGone(pid)).toBe(true);
  expect(existsSync(folder)).toBe(false);
});

test('lets live what it was told to forget', async () => {
  const pid = await sleeper();
  const guard = startGuard(newFolder(), 600_000);
  guard.watch(pid);
  guard.forget(pid);
  await guard.end();
  expect(process.kill(pid, 'SIGTERM')).toBe(true);
});

test('does so when the lifetime is over', async () => {
  const folder = newFolder();
  const pid = await sleeper();
  startGuard(folder, 1_000).watch(pid);
  expect(await isGone(pid)).toBe(true);
});

test('does so when its own process is killed in a way that nobody can catch', async () => {
  const folder = newFolder();
  const starter = spawn(process.execPath, ['--input-type=module', '-e', STARTER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(starter.stdout, 'data')) as [Buffer];
  starter.kill('SIGKILL');
  expect(await isGone(Number(text.toString()))).toBe(true);
});
