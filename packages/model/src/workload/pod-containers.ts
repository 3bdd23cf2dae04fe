import { isArray, isObject, member, stringAt, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../path.ts';
import type { Container, ContainerType } from './workload.ts';

const NONE: readonly Container[] = [];

/** The containers of a pod spec in the API server's order. What is no map is skipped. */
export function containersOf(spec: JsonObject, path: Path): readonly Container[] {
  const init = containersIn(spec, path, 'initContainers', initType);
  const regular = containersIn(spec, path, 'containers', () => 'regular');
  const ephemeral = containersIn(spec, path, 'ephemeralContainers', () => 'ephemeral');
  // Most pods have regular ones alone.
  return init.length === 0 && ephemeral.length === 0 ? regular : [...init, ...regular, ...ephemeral];
}

export function containersIn(
  holder: Json | undefined,
  path: Path,
  field: string,
  typeOf: (value: JsonObject) => ContainerType,
): readonly Container[] {
  const list = member(holder, field);
  if (!isArray(list)) return NONE;
  const found: Container[] = [];
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (!isObject(value)) continue;
    found.push({ type: typeOf(value), name: stringAt(value, 'name') ?? '', value, path: [...path, field, index] });
  }
  return found;
}

export function initType(value: JsonObject): ContainerType {
  return stringAt(value, 'restartPolicy') === 'Always' ? 'sidecar' : 'init';
}

/** A container over the defaults that its kind gives to all of them: field by field, its security context too. */
export function overDefaults(container: Container, defaults: JsonObject | undefined): Container {
  if (defaults === undefined) return container;
  const own = member(container.value, 'securityContext');
  const given = member(defaults, 'securityContext');
  const securityContext = isObject(own) && isObject(given) ? { ...given, ...own } : (own ?? given);
  const value = { ...defaults, ...container.value, ...(securityContext === undefined ? {} : { securityContext }) };
  return { ...container, value };
}
