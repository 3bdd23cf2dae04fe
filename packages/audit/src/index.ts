export { wasAllowed, type AuditEvent, type EventUser, type ObjectReference } from './event.ts';
export { formatInstant, readInstant } from './instant.ts';
export { AuditReader, type AuditCounts, type AuditSink, type BadEntry } from './audit-reader.ts';
