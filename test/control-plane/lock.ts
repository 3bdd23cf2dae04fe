import { closeSync, openSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 5_000;
/** A holder that has not touched its lock for so long has died. */
const DEAD_MS = 60_000;

/**
 * Does one thing at a time among all processes that name the same lock file: others wait. The holder touches the file while
 * it works, so that a lock that a killed process left does not stay closed.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!take(path)) {
    clearAbandoned(path);
    await sleep(500);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimesSync(path, now, now);
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** By a rename, of which two that try it at once only one can succeed. */
function clearAbandoned(path: string): void {
  try {
    if (Date.now() - statSync(path).mtimeMs < DEAD_MS) return;
    const away = `${path}.${process.pid}`;
    renameSync(path, away);
    rmSync(away);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
