import type { JsonObject } from '@bulwark/model';
import type { FieldReader } from './field-reader.ts';
import type { HandlerHost } from './pod.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
/** The actions that have a host. */
const ACTIONS = ['httpGet', 'tcpSocket'];
const NONE: readonly HandlerHost[] = [];

/** The hosts that the probes and the lifecycle handlers of a container name. */
export function readHandlerHosts(reader: FieldReader, container: JsonObject): readonly HandlerHost[] {
  let found: HandlerHost[] | undefined;
  const put = (holder: JsonObject, handlers: readonly string[], way: readonly string[]): void => {
    for (const name of handlers) {
      const handler = reader.optionalObject(holder, name);
      if (handler === undefined) continue;
      reader.enter(name);
      for (const action of ACTIONS) {
        const host = readHost(reader, handler, action);
        if (host !== '') (found ??= []).push({ host, path: [...way, name, action, 'host'] });
      }
      reader.leave();
    }
  };
  put(container, PROBES, []);
  const lifecycle = reader.optionalObject(container, 'lifecycle');
  if (lifecycle !== undefined) {
    reader.enter('lifecycle');
    put(lifecycle, HOOKS, ['lifecycle']);
    reader.leave();
  }
  return found ?? NONE;
}

function readHost(reader: FieldReader, handler: JsonObject, action: string): string {
  const value = reader.optionalObject(handler, action);
  if (value === undefined) return '';
  reader.enter(action);
  const host = reader.text(value, 'host') ?? '';
  reader.leave();
  return host;
}
