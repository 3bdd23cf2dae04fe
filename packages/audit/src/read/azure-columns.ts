import { member, type Json, type JsonObject } from '@bulwark/model';

/** The columns of the table AKSAudit, and what an event calls them. */
const COLUMNS: Readonly<Record<string, string>> = {
  AuditId: 'auditID',
  Stage: 'stage',
  Level: 'level',
  Verb: 'verb',
  User: 'user',
  ImpersonatedUser: 'impersonatedUser',
  ObjectRef: 'objectRef',
  RequestUri: 'requestURI',
  ResponseStatus: 'responseStatus',
  RequestObject: 'requestObject',
  ResponseObject: 'responseObject',
  Annotations: 'annotations',
  RequestReceivedTime: 'requestReceivedTimestamp',
  TimeGenerated: 'stageTimestamp',
  UserAgent: 'userAgent',
};

/** A row of AKSAudit as an event, or undefined where it is no such row. Columns with objects may be texts of JSON. */
export function eventOfColumns(row: JsonObject): JsonObject | undefined {
  if (member(row, 'Verb') === undefined || member(row, 'AuditId') === undefined) return undefined;
  const event: Record<string, Json> = {};
  for (const [column, field] of Object.entries(COLUMNS)) {
    const value = member(row, column);
    if (value !== undefined && value !== '') event[field] = unpacked(value);
  }
  return event;
}

function unpacked(value: Json): Json {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
