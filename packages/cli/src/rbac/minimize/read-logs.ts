import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AuditReader, type AuditCounts, type BadEntry } from '@bulwark/audit';
import { Observations } from '@bulwark/least-privilege';
import { UserError } from '@bulwark/model';
import { readFailure } from '@bulwark/source';
import type { Shell } from '../../shell.ts';

export interface ReadLog {
  readonly path: string;
  readonly counts: AuditCounts;
  /** The first of them. */
  readonly bad: readonly BadEntry[];
}

export interface Logs {
  readonly observations: Observations;
  readonly logs: readonly ReadLog[];
}

const SHOWN = 5;
const PIECE = 2 ** 20;

/** Reads audit logs one after the other, packed or not, in the room of what is distinct in them. */
export async function readLogs(paths: readonly string[], shell: Shell): Promise<Logs> {
  const observations = new Observations();
  const logs: ReadLog[] = [];
  for (const path of paths) {
    const bad: BadEntry[] = [];
    const reader = new AuditReader({
      event: (event) => observations.add(event),
      bad: (entry) => void (bad.length < SHOWN && bad.push(entry)),
    });
    try {
      await readAll(sourceOf(path, shell), reader);
    } catch (error) {
      throw new UserError(`${path}: ${readFailure(error)}`);
    }
    reader.end();
    logs.push({ path, counts: reader.counts, bad });
  }
  return { observations, logs };
}

function sourceOf(path: string, shell: Shell): AsyncIterable<Uint8Array> {
  if (path !== '-') return createReadStream(resolve(shell.cwd, path), { highWaterMark: PIECE });
  if (shell.stdin === undefined) return process.stdin;
  const given = shell.stdin();
  return Readable.from([typeof given === 'string' ? new TextEncoder().encode(given) : given]);
}

async function readAll(source: AsyncIterable<Uint8Array>, reader: AuditReader): Promise<void> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const whole = joined(first.value, pieces);
  const take = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) reader.push(chunk);
  };
  // Gzip is known by its first two bytes, whatever the file is called.
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) await pipeline(whole, createGunzip({ chunkSize: PIECE }), take);
  else await take(whole);
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
