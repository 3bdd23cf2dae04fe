import { isObject, listAt, member, stringAt, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../path.ts';
import type { Container, ContainerType } from './workload.ts';

/** The containers of a pod spec in the API server's order. What is no map is skipped. */
export function containersOf(spec: JsonObject, path: Path): readonly Container[] {
  return [
    ...containersIn(spec, path, 'initContainers', initType),
    ...containersIn(spec, path, 'containers', () => 'regular'),
    ...containersIn(spec, path, 'ephemeralContainers', () => 'ephemeral'),
  ];
}

export function containersIn(
  holder: Json | undefined,
  path: Path,
  field: string,
  typeOf: (value: JsonObject) => ContainerType,
): readonly Container[] {
  return listAt(holder, field).flatMap((value, index) => {
    if (!isObject(value)) return [];
    return [{ type: typeOf(value), name: stringAt(value, 'name') ?? '', value, path: [...path, field, index] }];
  });
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
