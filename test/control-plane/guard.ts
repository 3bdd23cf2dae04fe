import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a program may take to stop by itself before it is killed. */
const GRACE_MS = 10_000;

/** Stops programs and removes a folder, whatever happens to the process that started them. */
export interface Guard {
  /** From now on, the process with this id is stopped at the end. */
  watch(pid: number): void;
  /** It has ended: its id may soon be somebody else's. */
  forget(pid: number): void;
  /** The end, now. */
  end(): Promise<void>;
}

/**
 * A process of its own that holds on to ours by a pipe. When the pipe closes (by `end`, a crash, a signal, even a kill that
 * nobody can catch) or the lifetime is over, it stops what it watches by its ids and removes the folder.
 */
export function startGuard(folder: string, lifetimeMs: number): Guard {
  const args = [import.meta.filename, folder, String(lifetimeMs)];
  // Detached: a Ctrl-C in the terminal is for us; the guard has to outlive it.
  const guard = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  const ended = Promise.withResolvers<void>();
  guard.on('close', () => ended.resolve()).on('error', ended.reject);
  // A guard that is gone because the lifetime is over reads nothing any more.
  guard.stdin.on('error', () => undefined);
  return {
    watch: (pid) => void guard.stdin.write(`+${pid}\n`),
    forget: (pid) => void guard.stdin.write(`-${pid}\n`),
    end: () => {
      guard.stdin.end();
      return ended.promise;
    },
  };
}

async function main(folder: string, lifetimeMs: number): Promise<void> {
  const pids = new Set<number>();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) pids.add(pid);
    else pids.delete(pid);
  });
  const closed = Promise.withResolvers<void>();
  lines.on('close', closed.resolve);
  await Promise.race([closed.promise, sleep(lifetimeMs, undefined, { ref: false })]);
  // The last started is the first to go: the store outlives what writes to it.
  for (const pid of Array.from(pids).toReversed()) await stop(pid);
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

async function stop(pid: number): Promise<void> {
  const deadline = Date.now() + GRACE_MS;
  signal(pid, 'SIGTERM');
  while (signal(pid, 0)) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL');
    await sleep(50);
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

if (import.meta.main) await main(process.argv[2] ?? '', Number(process.argv[3]));
