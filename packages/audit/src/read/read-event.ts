import { member, type Json, type JsonObject } from '@bulwark/model';
import { KEPT_BODIES, type AuditEvent } from '../event.ts';
import { readInstant } from '../instant.ts';
import { textOf, WrongField } from './fields.ts';
import { readAnnotations, readCode, readConstraint, readObjectRef, readUser } from './read-parts.ts';

const AUDIT_GROUP = 'audit.k8s.io/';

/** An event from its JSON, or why it is none. */
export function readEvent(value: JsonObject): AuditEvent | string {
  try {
    return eventOf(value);
  } catch (error) {
    if (error instanceof WrongField) return error.message;
    throw error;
  }
}

function eventOf(value: JsonObject): AuditEvent {
  const apiVersion = textOf(value, 'apiVersion');
  if (apiVersion !== '' && !apiVersion.startsWith(AUDIT_GROUP)) throw new WrongField(`${apiVersion} is no audit event`);
  const kind = textOf(value, 'kind');
  if (kind !== '' && kind !== 'Event') throw new WrongField(`${kind} is no audit event`);
  const verb = textOf(value, 'verb');
  if (verb === '') throw new WrongField('it has no verb');
  const objectRef = readObjectRef(member(value, 'objectRef'));
  const keepsBodies = objectRef !== undefined && KEPT_BODIES.has(objectRef.apiGroup);
  const impersonated = member(value, 'impersonatedUser');
  return {
    auditID: textOf(value, 'auditID'),
    stage: textOf(value, 'stage'),
    level: textOf(value, 'level'),
    verb,
    user: readUser(member(value, 'user')),
    impersonatedUser: impersonated === undefined || impersonated === null ? undefined : readUser(impersonated),
    impersonationConstraint: readConstraint(member(value, 'authenticationMetadata')),
    objectRef,
    requestURI: textOf(value, 'requestURI'),
    code: readCode(member(value, 'responseStatus')),
    annotations: readAnnotations(member(value, 'annotations')),
    received: readInstant(textOf(value, 'requestReceivedTimestamp')),
    reached: readInstant(textOf(value, 'stageTimestamp')),
    userAgent: textOf(value, 'userAgent'),
    requestObject: keepsBodies ? bodyOf(member(value, 'requestObject')) : undefined,
    responseObject: keepsBodies ? bodyOf(member(value, 'responseObject')) : undefined,
  };
}

function bodyOf(body: Json | undefined): Json | undefined {
  return body ?? undefined;
}
