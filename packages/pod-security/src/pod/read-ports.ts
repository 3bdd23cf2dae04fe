import type { JsonObject } from '@bulwark/model';
import type { FieldReader } from './field-reader.ts';
import type { HostPort } from './pod.ts';

const NONE: readonly HostPort[] = [];

/** The ports of a container that take one of the node. */
export function readHostPorts(reader: FieldReader, container: JsonObject): readonly HostPort[] {
  const ports = reader.list(container, 'ports');
  if (ports.length === 0) return NONE;
  let found: HostPort[] | undefined;
  reader.enter('ports');
  for (let index = 0; index < ports.length; index++) {
    const port = reader.item(ports[index] ?? null, index);
    reader.enter(index);
    const number = reader.int32(port, 'hostPort') ?? 0;
    if (number !== 0) (found ??= []).push({ port: number, index });
    reader.leave();
  }
  reader.leave();
  return found ?? NONE;
}
