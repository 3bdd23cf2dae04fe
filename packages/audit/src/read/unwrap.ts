import { isArray, isObject, member, stringAt, type Json, type JsonArray, type JsonObject } from '@bulwark/model';
import type { AuditEvent } from '../event.ts';
import { eventOfColumns } from './azure-columns.ts';
import { readGoogle } from './google.ts';
import { readEvent } from './read-event.ts';

/** Where what is found goes. */
export interface Found {
  readonly event: (event: AuditEvent) => void;
  readonly bad: (reason: string) => void;
  /** An entry of another log that an export carries along: not audit, and no mistake. */
  readonly other: () => void;
}

/** Keys of the lists of entries: EventList; AKS; CloudWatch subscriptions; `aws logs`; Logs Insights; `gcloud`, CloudTrail Lake. */
export const LISTS: readonly string[] = ['items', 'records', 'logEvents', 'events', 'results', 'entries', 'Records'];

/** Keys under which shippers put the line that they carry. */
const LINES: readonly string[] = ['message', 'log', '@message', 'log_s', 'Message', 'msg', 'line', '_raw', 'jsonPayload'];

/** Exports in exports in exports: no more than these. */
const DEEPEST = 6;

/** The events in a value: an event, a list of them, or what an export of a cloud or a log shipper puts around them. */
export function unwrap(value: Json, found: Found, depth = 0): void {
  if (isArray(value)) unwrapList(value, found, depth);
  else if (!isObject(value)) found.bad('it is no object');
  else if (depth > DEEPEST) found.bad('it is wrapped too often');
  else if (isEvent(value)) take(readEvent(value), found);
  else if (member(value, 'protoPayload') !== undefined) take(readGoogle(value), found);
  else unwrapExport(value, found, depth);
}

function take(event: AuditEvent | string, found: Found): void {
  if (typeof event === 'string') found.bad(event);
  else found.event(event);
}

function isEvent(value: JsonObject): boolean {
  return member(value, 'verb') !== undefined || member(value, 'kind') === 'Event';
}

function unwrapList(list: JsonArray, found: Found, depth: number): void {
  // A row of Logs Insights is a list of fields.
  const message = list.find((item) => stringAt(item, 'field') === '@message');
  if (message !== undefined) unwrapLine(member(message, 'value'), found, depth);
  else for (const item of list) unwrap(item, found, depth + 1);
}

function unwrapExport(value: JsonObject, found: Found, depth: number): void {
  const key = LISTS.find((candidate) => isArray(member(value, candidate)));
  const list = key === undefined ? undefined : member(value, key);
  if (isArray(list)) {
    if (member(value, 'messageType') === 'CONTROL_MESSAGE') found.other();
    else unwrapList(list, found, depth + 1);
    return;
  }
  const columns = eventOfColumns(value);
  if (columns !== undefined) take(readEvent(columns), found);
  else if (!unwrapAzure(value, found, depth)) unwrapShipped(value, found, depth);
}

/** A record of Azure Monitor: `properties.log` is the line of a component, which its category names. */
function unwrapAzure(record: JsonObject, found: Found, depth: number): boolean {
  const properties = member(record, 'properties');
  if (properties === undefined) return false;
  const category = stringAt(record, 'category') ?? stringAt(record, 'Category');
  if (category !== undefined && !category.startsWith('kube-audit')) found.other();
  else if (typeof properties === 'string') unwrapLine(properties, found, depth);
  else unwrap(properties, found, depth + 1);
  return true;
}

function unwrapShipped(value: JsonObject, found: Found, depth: number): void {
  const key = LINES.find((candidate) => member(value, candidate) !== undefined);
  if (key !== undefined) unwrapLine(member(value, key), found, depth);
  else if (member(value, 'textPayload') !== undefined) found.other();
  else found.bad('it is no audit event');
}

function unwrapLine(line: Json | undefined, found: Found, depth: number): void {
  if (isObject(line) || isArray(line)) {
    unwrap(line, found, depth + 1);
    return;
  }
  const text = typeof line === 'string' ? line.trim() : '';
  // Groups of logs hold those of other components too, which are no JSON.
  if (!text.startsWith('{') && !text.startsWith('[')) found.other();
  else {
    const value = parsed(text);
    if (value === undefined) found.bad('the line in it is no JSON; it may have been cut off');
    else unwrap(value, found, depth + 1);
  }
}

export function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
