import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Guard } from './guard.ts';

const LOG_LINES = 25;

/** A program that stays up. */
export interface Service {
  readonly name: string;
  /** Undefined while it runs; why it does not, once it has ended. */
  readonly ended: () => string | undefined;
  /** The end of what it has written. */
  readonly log: () => string;
}

/** Starts a program that the guard stops. It reads nothing and writes to a log file. */
export function startService(name: string, program: string, args: readonly string[], logFile: string, guard: Guard): Service {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  let end: string | undefined;
  child.on('error', (error) => (end = error.message));
  const { pid } = child;
  if (pid !== undefined) {
    guard.watch(pid);
    child.on('exit', (code, signal) => {
      guard.forget(pid);
      end = `${name} ended with ${signal ?? code}`;
    });
  }
  return { name, ended: () => end, log: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n') };
}

/** Waits until `ready` holds. Throws with the end of the service's log where it ends before, or does not get ready in time. */
export async function waitUntil(service: Service, limitMs: number, ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    if (await ready()) return;
    const end = service.ended() ?? (Date.now() > deadline ? `${service.name} is not ready after ${limitMs} ms` : undefined);
    if (end !== undefined) throw new Error(`${end}\n${service.log()}`);
    await sleep(50);
  }
}
