export type { AuditEvent } from './event.ts';
