import type { Request } from '../request.ts';
import { ERROR, Groups, UNKNOWN, type Value } from './condition-values.ts';

/** What is known of who asks. */
export interface Asker {
  /** Undefined where it may be anybody. */
  readonly name: string | undefined;
  readonly groups: readonly string[];
  /** Whether these are all its groups. */
  readonly hasAllGroups: boolean;
}

/** Undefined where any request may be meant. */
export type AskedRequest = Request | undefined;

export interface Situation {
  readonly asker: Asker;
  readonly request: AskedRequest;
}

const RESOURCE_FIELDS = ['namespace', 'verb', 'group', 'resource', 'subresource', 'name'] as const;

export function fieldOf(path: readonly string[], situation: Situation): Value {
  const [part = '', ...rest] = path;
  if (rest.length === 0) return ofAsker(part, situation.asker);
  const { request } = situation;
  if (!isAttributes(part) || request === undefined) return UNKNOWN;
  if (!isAbout(part, request)) return ERROR;
  return rest.length > 1 ? UNKNOWN : attribute(request, rest[0] ?? '');
}

function ofAsker(part: string, { name, groups, hasAllGroups }: Asker): Value {
  if (part === 'user') return name ?? UNKNOWN;
  return part === 'groups' ? new Groups(groups, hasAllGroups) : UNKNOWN;
}

function isAttributes(part: string): boolean {
  return part === 'resourceAttributes' || part === 'nonResourceAttributes';
}

/** Whether the request has these attributes at all. */
function isAbout(part: string, request: Request): boolean {
  return (request.kind === 'url') === (part === 'nonResourceAttributes');
}

function attribute(request: Request, field: string): Value {
  if (request.kind === 'url') return field === 'verb' || field === 'path' ? request[field] : UNKNOWN;
  const known = RESOURCE_FIELDS.find((each) => each === field);
  return known === undefined ? UNKNOWN : request[known];
}

/** All fields that are texts are there, though they may be empty (compile.go, convertObjectToUnstructured). */
export function presence(path: readonly string[], { request }: Situation): Value {
  const [part = '', field, ...deeper] = path;
  if (['user', 'groups', 'uid', 'extra'].includes(part)) return field === undefined ? true : UNKNOWN;
  if (request === undefined || !isAttributes(part)) return UNKNOWN;
  if (field === undefined) return isAbout(part, request);
  if (!isAbout(part, request)) return ERROR;
  const fields: readonly string[] = request.kind === 'url' ? ['verb', 'path'] : [...RESOURCE_FIELDS, 'version'];
  return deeper.length === 0 && fields.includes(field) ? true : UNKNOWN;
}
