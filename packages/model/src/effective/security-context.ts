import { isObject, member, stringAt, valueAt, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import { podFieldPath } from '../workload/pod-field-path.ts';
import type { Container, Workload } from '../workload/workload.ts';

/** The fields that both a pod's security context and a container's have: the container's stands over the pod's. */
const SHARED: ReadonlySet<string> = new Set([
  'appArmorProfile',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'seLinuxOptions',
  'seccompProfile',
  'windowsOptions',
]);

/** A field's value that holds, and where it stands; `default` means that nobody sets it. */
export interface EffectiveField {
  readonly value: Json | undefined;
  readonly path: Path;
  readonly from: 'container' | 'pod' | 'default';
}

/**
 * The value of a security context field that holds for `container`; null counts as unset. Unset, its path is where the
 * container would set it. `DetermineEffectiveSecurityContext` in kubernetes, pkg/securitycontext/util.go: a container's
 * value takes the place of the pod's as a whole, but for `windowsOptions`, which are merged field by field.
 */
export function effectiveField(workload: Workload, container: Container, field: string): EffectiveField {
  const path = [...container.path, 'securityContext', field];
  const own = valueAt(container.value, ['securityContext', field]) ?? undefined;
  const pods = SHARED.has(field) ? (valueAt(workload.spec, ['securityContext', field]) ?? undefined) : undefined;
  if (own !== undefined) return { value: field === 'windowsOptions' ? merged(pods, own) : own, path, from: 'container' };
  if (pods !== undefined) return { value: pods, path: podFieldPath(workload, 'securityContext', field), from: 'pod' };
  return { value: undefined, path, from: 'default' };
}

/** Its value alone, for whoever does not ask where it stands. */
export function effectiveValue(workload: Workload, container: Container, field: string): Json | undefined {
  if (field === 'windowsOptions') return effectiveField(workload, container, field).value;
  const own = member(member(container.value, 'securityContext'), field) ?? undefined;
  if (own !== undefined || !SHARED.has(field)) return own;
  return member(member(workload.spec, 'securityContext'), field) ?? undefined;
}

/** The operating system that the pod says it is for; undefined where it does not say. */
export function podOs(workload: Workload): 'linux' | 'windows' | undefined {
  const name = stringAt(workload.spec, 'os', 'name');
  return name === 'linux' || name === 'windows' ? name : undefined;
}

function merged(pods: Json | undefined, own: Json): Json {
  if (!isObject(pods) || !isObject(own)) return own;
  return { ...pods, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined)) };
}
