import { findControl } from '@bulwark/controls';
import { MARKS } from './annotation-marks.ts';
import type { ControlNames, WrittenWaiver } from './written-waiver.ts';

/**
 * What one of our own annotations says (`bulwark.dev/ignore.pod.privileged: "reason"`); undefined for any other annotation. A
 * slash is not legal in the name of an annotation, so the id has a dot.
 */
export function ownAnnotation(
  key: string,
  value: string,
): Pick<WrittenWaiver, 'controls' | 'reason' | 'tool' | 'as'> | undefined {
  if (!key.startsWith(MARKS.own)) return undefined;
  return { controls: namedControl(key.slice(MARKS.own.length)), reason: value.trim() || undefined, tool: 'bulwark', as: key };
}

function namedControl(dotted: string): ControlNames {
  const control = findControl(dotted.replace('.', '/')) ?? findControl(dotted);
  return control === undefined ? { unknown: dotted.replace('.', '/') } : { ids: [control.id] };
}
