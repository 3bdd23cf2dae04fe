import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AuditReader, type AuditCounts, type BadEntry } from '@bulwark/audit';
import { Observations } from '@bulwark/least-privilege';
import { UserError } from '@bulwark/model';
import { readFailure } from '@bulwark/source';
import type { Shell } from '../shell.ts';

export interface ReadLog {
  readonly path: string;
  readonly counts: AuditCounts;
  /** The first of them. */
  readonly bad: readonly BadEntry[];
  /** From the first request in it to the last, in microseconds since 1970; undefined where it says no times. */
  readonly window: { readonly first: number; readonly last: number } | undefined;
  /** Of the file as it is, packed or not, where it was asked for. */
  readonly sha256: string | undefined;
}

export interface Logs {
  readonly observations: Observations;
  readonly logs: readonly ReadLog[];
}

const SHOWN = 5;
const PIECE = 2 ** 20;

/** Reads audit logs one after the other, packed or not, in the room of what is distinct in them. */
export async function readLogs(paths: readonly string[], shell: Shell, options: { readonly hash?: boolean } = {}): Promise<Logs> {
  const observations = new Observations();
  const logs: ReadLog[] = [];
  for (const path of paths) logs.push(await readLog(path, observations, shell, options));
  return { observations, logs };
}

async function readLog(
  path: string,
  observations: Observations,
  shell: Shell,
  { hash = false }: { readonly hash?: boolean },
): Promise<ReadLog> {
  const bad: BadEntry[] = [];
  let first = Infinity;
  let last = -Infinity;
  const reader = new AuditReader({
    event: (event) => {
      const time = event.received ?? event.reached;
      if (time !== undefined) {
        if (time < first) first = time;
        if (time > last) last = time;
      }
      observations.add(event);
    },
    bad: (entry) => void (bad.length < SHOWN && bad.push(entry)),
  });
  const sum = hash ? createHash('sha256') : undefined;
  try {
    await readAll(sourceOf(path, shell), reader, (chunk) => void sum?.update(chunk));
  } catch (error) {
    throw new UserError(`${path}: ${readFailure(error)}`);
  }
  reader.end();
  const window = first === Infinity ? undefined : { first, last };
  return { path, counts: reader.counts, bad, window, sha256: sum?.digest('hex') };
}

function sourceOf(path: string, shell: Shell): AsyncIterable<Uint8Array> {
  if (path !== '-') return createReadStream(resolve(shell.cwd, path), { highWaterMark: PIECE });
  if (shell.stdin === undefined) return process.stdin;
  const given = shell.stdin();
  return Readable.from([typeof given === 'string' ? new TextEncoder().encode(given) : given]);
}

async function readAll(source: AsyncIterable<Uint8Array>, reader: AuditReader, seen: (chunk: Uint8Array) => void): Promise<void> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const whole = joined(first.value, pieces, seen);
  const take = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) reader.push(chunk);
  };
  // Gzip is known by its first two bytes, whatever the file is called.
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) await pipeline(whole, createGunzip({ chunkSize: PIECE }), take);
  else await take(whole);
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  seen: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  seen(first);
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    seen(next.value);
    yield next.value;
  }
}
