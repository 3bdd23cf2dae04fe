import { findControl } from '@bulwark/controls';
import type { ControlNames, WrittenWaiver } from './written-waiver.ts';

/** `bulwark.dev/ignore.pod.privileged: "reason"`. A slash is not legal in the name of an annotation, so the id has a dot. */
export const OWN_PREFIX = 'bulwark.dev/ignore.';

/** What one of our own annotations says; undefined for any other annotation. */
export function ownAnnotation(
  key: string,
  value: string,
): Pick<WrittenWaiver, 'controls' | 'reason' | 'tool' | 'as'> | undefined {
  if (!key.startsWith(OWN_PREFIX)) return undefined;
  return { controls: namedControl(key.slice(OWN_PREFIX.length)), reason: value.trim() || undefined, tool: 'bulwark', as: key };
}

function namedControl(dotted: string): ControlNames {
  const control = findControl(dotted.replace('.', '/')) ?? findControl(dotted);
  return control === undefined ? { unknown: dotted.replace('.', '/') } : { ids: [control.id] };
}
