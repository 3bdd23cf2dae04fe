import { isObject, type Json } from '@bulwark/model';
import { shown } from '../wording.ts';

/** Whether a security context says anything: null and an empty map are as good as none. */
export function isEmptyContext(context: Json | undefined): 'empty' | 'set' | 'no map' {
  if (context === undefined || context === null) return 'empty';
  if (!isObject(context)) return 'no map';
  for (const key in context) if (context[key] !== null && context[key] !== undefined) return 'set';
  return 'empty';
}

export function noMap(context: Json | undefined): string {
  return `securityContext is ${shown(context)}, and the API server takes only a map`;
}
