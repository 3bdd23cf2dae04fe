import { AuditReader, type AuditEvent } from '@bulwark/audit';
import type { JsonObject } from '@bulwark/model';

/** Events as the reader makes them of these; what is left out is as of a request that was allowed. */
export function eventsOf(...events: readonly JsonObject[]): AuditEvent[] {
  const read: AuditEvent[] = [];
  const reader = new AuditReader({
    event: (event) => void read.push(event),
    bad: ({ reason }) => {
      throw new Error(reason);
    },
  });
  for (const event of events) reader.push(new TextEncoder().encode(`${JSON.stringify({ ...BASE, ...event })}\n`));
  reader.end();
  return read;
}

const BASE: JsonObject = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  stage: 'ResponseComplete',
  user: { username: 'system:serviceaccount:shop:api' },
  responseStatus: { code: 200 },
  annotations: { 'authorization.k8s.io/decision': 'allow' },
};
