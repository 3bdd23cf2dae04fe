import {
  closeSync,
  chownSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { EXIT, UserError } from '@bulwark/model';
import { locationOf } from '../adoption/places.ts';
import { bytesLike } from './overlay.ts';

interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

interface Planned {
  readonly path: string;
  readonly location: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes changed files: each is the old one or the new one at any time, and what a link leads to is written, not the link. A file
 * that is no longer what was read, or must not be written, stops all of it before anything is written.
 */
export function writeFiles(changes: readonly Change[], cwd: string): void {
  for (const { path, location, bytes } of changes.map((change) => planned(change, cwd))) {
    try {
      replace(location, bytes);
    } catch (cause) {
      throw new UserError(`${path} cannot be written: ${wordsOf(cause)}`, { exit: EXIT.environment, cause });
    }
  }
}

function planned({ path, before, after }: Change, cwd: string): Planned {
  const location = locationOf(path, cwd);
  let old: Buffer;
  let mode: number;
  try {
    old = readFileSync(location);
    mode = statSync(location).mode;
  } catch (cause) {
    throw new UserError(`${path} can no longer be read: ${wordsOf(cause)}`, { exit: EXIT.environment, cause });
  }
  if (!old.equals(bytesLike(before, old))) {
    throw new UserError(`${path} has changed since it was read`, {
      exit: EXIT.environment,
      hint: 'nothing was written: run it again',
    });
  }
  // Who may write the folder could replace the file all the same: its owner has said that nobody should.
  if ((mode & 0o222) === 0) {
    throw new UserError(`${path} is read-only`, {
      exit: EXIT.environment,
      hint: 'nothing was written: chmod u+w makes it writable',
    });
  }
  return { path, location, bytes: bytesLike(after, old) };
}

function replace(location: string, bytes: Uint8Array): void {
  const { mode, uid, gid } = statSync(location);
  const unfinished = `${location}.bulwark-${process.pid}`;
  const descriptor = openSync(unfinished, 'wx', mode);
  try {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    keepOwner(unfinished, uid, gid);
    renameSync(unfinished, location);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Only root may give a file away; for everybody else the owner is their own anyway. */
function keepOwner(path: string, uid: number, gid: number): void {
  const now = statSync(path);
  if (now.uid === uid && now.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // The content matters more than to whom it belongs.
  }
}

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'its file system is read-only',
    ENOSPC: 'no space is left',
    ENOENT: 'it is gone',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
