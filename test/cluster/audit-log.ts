import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { eventually } from './eventually.ts';

/** One request as the audit log tells it. */
export interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly objectRef?: { readonly resource?: string; readonly namespace?: string; readonly name?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Every event so far. The server writes a request's event before it answers, or soon after. */
export function auditEvents(file: string): readonly AuditEvent[] {
  return eventsIn(readFileSync(file, 'utf8'));
}

/** The log from now on: other tests have written much before, and it is not read again. */
export interface AuditTrail {
  /** The events of these requests, by their audit ids, once the log has them all. */
  of(ids: readonly string[]): Promise<ReadonlyMap<string, AuditEvent>>;
}

export function auditTrail(file: string): AuditTrail {
  let offset = lastLineOf(file);
  const known = new Map<string, AuditEvent>();
  const readMore = (): void => {
    const text = textFrom(file, offset);
    const whole = text.subarray(0, text.lastIndexOf('\n') + 1);
    offset += whole.length;
    for (const event of eventsIn(whole.toString('utf8'))) known.set(event.auditID, event);
  };
  return {
    of: async (ids) => {
      const all = await eventually(async () => {
        readMore();
        return ids.every((id) => known.has(id)) ? known : undefined;
      });
      if (all === undefined) throw new Error('the audit log has not all requests');
      return all;
    },
  };
}

function eventsIn(text: string): readonly AuditEvent[] {
  const lines = text.split('\n');
  // The last one may still be on its way.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as AuditEvent);
}

/** More than one event is long. */
const TAIL = 2 ** 20;

/** Where the last line begins: the server may be at it, so that the end of the file may be anywhere in a line. */
function lastLineOf(file: string): number {
  const descriptor = openSync(file, 'r');
  const { size } = fstatSync(descriptor);
  closeSync(descriptor);
  const from = Math.max(0, size - TAIL);
  return from + textFrom(file, from).lastIndexOf('\n') + 1;
}

function textFrom(file: string, offset: number): Buffer {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(fstatSync(descriptor).size - offset);
  const length = readSync(descriptor, buffer, 0, buffer.length, offset);
  closeSync(descriptor);
  return buffer.subarray(0, length);
}
