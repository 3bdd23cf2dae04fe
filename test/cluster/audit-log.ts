import { readFileSync } from 'node:fs';

/** One request as the audit log tells it. */
export interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly objectRef?: { readonly resource?: string; readonly namespace?: string; readonly name?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Every event so far. The server writes a request's event before it answers, or soon after. */
export function auditEvents(file: string): readonly AuditEvent[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  // The last one may still be on its way.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as AuditEvent);
}
