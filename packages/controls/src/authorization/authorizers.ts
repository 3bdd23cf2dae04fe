import {
  isObject,
  lately,
  listAt,
  objectAt,
  stringAt,
  type Edit,
  type JsonObject,
  type KubeObject,
  type Path,
} from '@bulwark/model';
import { API_SERVER_KINDS, apiServersOf } from '../authentication/api-servers.ts';
import { AUTHORIZATION_CONFIGURATION, isAuthorizationConfiguration } from '../authentication/configurations.ts';
import { flagOf, listOf, withFlag, type ApiServer } from '../authentication/flags.ts';
import type { KindRef } from '../control.ts';

export interface Authorizer {
  readonly type: string;
  readonly name: string;
  readonly at: Path;
  /** Of a webhook: its settings, empty where flags give them. */
  readonly webhook: JsonObject;
}

/** The authorizers of one API server, in the order in which it asks them. */
export interface Chain {
  readonly at: Path;
  readonly authorizers: readonly Authorizer[];
  /** Undefined for a file. */
  readonly server: ApiServer | undefined;
  /** The edit that sets other modes, where that is one. */
  readonly withModes: ((modes: readonly string[]) => Edit | undefined) | undefined;
  /** Why the authorizers are not known. */
  readonly unknown: string | undefined;
}

export const CHAIN_KINDS: readonly KindRef[] = [AUTHORIZATION_CONFIGURATION, ...API_SERVER_KINDS];

const NONE: readonly Chain[] = [];

export const chainsOf: (object: KubeObject) => readonly Chain[] = lately((object: KubeObject) => {
  if (isAuthorizationConfiguration(object)) return [ofFile(object)];
  const servers = apiServersOf(object);
  return servers.length === 0 ? NONE : servers.flatMap((server) => ofServer(server) ?? []);
});

function ofFile({ value }: KubeObject): Chain {
  const authorizers = listAt(value, 'authorizers').flatMap((item, index): Authorizer[] =>
    isObject(item)
      ? [
          {
            type: stringAt(item, 'type') ?? '',
            name: stringAt(item, 'name') ?? '',
            at: ['authorizers', index],
            webhook: objectAt(item, 'webhook') ?? {},
          },
        ]
      : [],
  );
  return { at: ['authorizers'], authorizers, server: undefined, withModes: undefined, unknown: undefined };
}

/** Undefined where there is nothing to be said of the modes. */
function ofServer(server: ApiServer): Chain | undefined {
  const flag = flagOf(server, 'authorization-mode');
  const at = flag?.at ?? server.at;
  const withModes = (modes: readonly string[]): Edit | undefined => withFlag(server, 'authorization-mode', modes.join(','));
  const file = flagOf(server, 'authorization-config');
  if (file !== undefined) {
    const unknown = 'the file of --authorization-config is not among the manifests';
    return { at: file.at, authorizers: [], server, withModes: undefined, unknown };
  }
  const modes = listOf(server, 'authorization-mode');
  if (modes === undefined && flag !== undefined) {
    return { at, authorizers: [], server, withModes: undefined, unknown: 'the modes are filled in when the server starts' };
  }
  if (modes === undefined && server.hidden !== undefined) {
    if (server.hidden === '') return undefined;
    return { at, authorizers: [], server, withModes: undefined, unknown: server.hidden };
  }
  const authorizers = (modes ?? []).map(({ value, flag: given }) => ({
    type: value,
    name: value.toLowerCase(),
    at: given?.at ?? at,
    webhook: {},
  }));
  return { at, authorizers, server, withModes, unknown: undefined };
}

/** Whether the modes were chosen, and are not what starts the server by itself. */
export function isChosen({ server }: Chain): boolean {
  return server === undefined || server.flags.has('authorization-mode') || server.starter.name === 'kube-apiserver';
}
