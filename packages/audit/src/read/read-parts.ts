import { isObject, member, type Json } from '@bulwark/model';
import { NO_ANNOTATIONS, NOBODY, type EventUser, type ObjectReference } from '../event.ts';
import { partOf, textOf, textsOf, WrongField } from './fields.ts';

export function readUser(value: Json | undefined): EventUser {
  if (value === undefined || value === null) return NOBODY;
  if (!isObject(value)) throw new WrongField('user is no object');
  const extra = partOf(value, 'extra');
  const known = new Map<string, readonly string[]>();
  if (isObject(extra)) for (const key of Object.keys(extra)) known.set(key, textsOf(extra, key));
  return { username: textOf(value, 'username'), uid: textOf(value, 'uid'), groups: textsOf(value, 'groups'), extra: known };
}

export function readAnnotations(value: Json | undefined): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return NO_ANNOTATIONS;
  if (!isObject(value)) throw new WrongField('annotations is no object');
  return new Map(Object.keys(value).map((key) => [key, textOf(value, key)]));
}

export function readObjectRef(value: Json | undefined): ObjectReference | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw new WrongField('objectRef is no object');
  return {
    resource: textOf(value, 'resource'),
    subresource: textOf(value, 'subresource'),
    apiGroup: textOf(value, 'apiGroup'),
    apiVersion: textOf(value, 'apiVersion'),
    namespace: textOf(value, 'namespace'),
    name: textOf(value, 'name'),
  };
}

export function readCode(status: Json | undefined): number | undefined {
  if (status === undefined || status === null) return undefined;
  if (!isObject(status)) throw new WrongField('responseStatus is no object');
  const code = member(status, 'code');
  if (code === undefined || code === null) return undefined;
  if (typeof code !== 'number') throw new WrongField('responseStatus.code is no number');
  return code;
}

export function readConstraint(metadata: Json | undefined): string {
  if (metadata === undefined || metadata === null) return '';
  if (!isObject(metadata)) throw new WrongField('authenticationMetadata is no object');
  return textOf(metadata, 'impersonationConstraint');
}
