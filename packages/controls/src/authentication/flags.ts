import { listAt, stringAt, type Edit, type Json, type KubeObject, type Path } from '@bulwark/model';

/** A flag as it is given somewhere. */
export interface Flag {
  /** Without dashes in front; with dashes inside, as the server reads underscores too. */
  readonly name: string;
  /** Undefined where it is filled in when the program starts. */
  readonly value: string | undefined;
  readonly at: Path;
  /** What stands at `at` for another value; undefined where more than the flag stands there. */
  readonly spell: ((value: string) => Json) | undefined;
}

/** A kube-apiserver as a manifest starts it. */
export interface ApiServer {
  readonly flags: ReadonlyMap<string, readonly Flag[]>;
  /** Where a flag that is missing would stand. */
  readonly at: Path;
  /** Why there may be flags that are not shown: the empty string where that is nobody's concern, undefined where all are shown. */
  readonly hidden: string | undefined;
  /** What starts it, and what it gives the flags that nobody sets. */
  readonly starter: Starter;
  readonly add: ((name: string, value: string) => Edit) | undefined;
}

export interface Starter {
  /** In words, for messages. */
  readonly name: string;
  readonly defaults: Readonly<Record<string, string>>;
}

/** The server alone, with its own defaults. */
export const BARE: Starter = { name: 'kube-apiserver', defaults: {} };

/** kubernetes/cmd/kubeadm/app/phases/controlplane/manifests.go, getAPIServerCommand. */
export const KUBEADM: Starter = {
  name: 'kubeadm',
  defaults: {
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': '/etc/kubernetes/pki/ca.crt',
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': '/etc/kubernetes/pki/front-proxy-ca.crt',
  },
};

/** K3s and RKE2, which is built on it. */
export const K3S: Starter = {
  name: 'k3s',
  defaults: {
    'anonymous-auth': 'false',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': '/var/lib/rancher/k3s/server/tls/client-ca.crt',
    'requestheader-allowed-names': 'system:auth-proxy',
    'requestheader-client-ca-file': '/var/lib/rancher/k3s/server/tls/request-header-ca.crt',
  },
};

export function indexed(flags: Iterable<Flag>): ReadonlyMap<string, readonly Flag[]> {
  const byName = new Map<string, Flag[]>();
  for (const flag of flags) {
    const same = byName.get(flag.name);
    if (same === undefined) byName.set(flag.name, [flag]);
    else same.push(flag);
  }
  return byName;
}

/** The last one counts: each sets the value anew. */
export function flagOf({ flags }: ApiServer, name: string): Flag | undefined {
  return flags.get(name)?.at(-1);
}

/** The value in force of a flag: given, or by what starts the server; undefined where it is neither, or filled in at the start. */
export function valueOf(server: ApiServer, name: string): string | undefined {
  const flag = flagOf(server, name);
  return flag === undefined ? defaultOf(server, name) : flag.value;
}

export function defaultOf({ starter, flags }: ApiServer, name: string): string | undefined {
  // kubeadm leaves the modes away where there is a file for them.
  if (name === 'authorization-mode' && flags.has('authorization-config')) return undefined;
  return Object.hasOwn(starter.defaults, name) ? starter.defaults[name] : undefined;
}

/** One part of a flag that takes a list: `--authorization-mode=Node,RBAC` or given twice. */
export interface Part {
  readonly value: string;
  readonly flag: Flag | undefined;
}

/** The list of a flag; undefined where some of it is filled in at the start, or where none is given. */
export function listOf(server: ApiServer, name: string): readonly Part[] | undefined {
  const given = server.flags.get(name);
  if (given === undefined) {
    return defaultOf(server, name)
      ?.split(',')
      .map((value) => ({ value, flag: undefined }));
  }
  const parts: Part[] = [];
  for (const flag of given) {
    if (flag.value === undefined) return undefined;
    for (const value of flag.value.split(',')) parts.push({ value: value.trim(), flag });
  }
  return parts;
}

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** As Go reads it: undefined for what is neither. */
export function truth(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return TRUE.has(value) ? true : FALSE.has(value) ? false : undefined;
}

/** The edit that takes a flag away; undefined where more than the flag stands there. The list is given as a whole, so that it can be made twice. */
export function withoutFlag({ value }: KubeObject, { name, at, spell }: Flag): Edit | undefined {
  const path = at.slice(0, -1);
  const step = at.at(-1);
  if (spell === undefined) return undefined;
  if (path.at(-1) === 'extraArgs' && typeof step === 'string') return { op: 'delete', path: at };
  const words = listAt(value, ...path);
  const isWhole = typeof step === 'number' && stringAt(value, ...at)?.startsWith(`--${name}=`) === true;
  return isWhole ? { op: 'replace', path, value: words.filter((_, index) => index !== step) } : undefined;
}

/** The edit that gives a flag another value, or adds it; undefined where the text is not one for edits. */
export function withFlag(server: ApiServer, name: string, value: string): Edit | undefined {
  const flag = flagOf(server, name);
  if (flag === undefined) return server.add?.(name, value);
  return flag.spell && { op: 'set', path: flag.at, value: flag.spell(value) };
}
