import {
  isArray,
  lately,
  listAt,
  member,
  perKind,
  stringAt,
  workloadsOf,
  type Container,
  type Json,
  type KubeObject,
  type Path,
} from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { flagsIn, hiddenFlags, scriptWords, type Word } from './command-flags.ts';
import { BARE, indexed, K3S, KUBEADM, type ApiServer, type Flag } from './flags.ts';
import { argsInText, kubeadmServer } from './kubeadm-args.ts';

const WORKLOADS: readonly KindRef[] = [
  { group: '', kind: 'Pod' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'DaemonSet' },
  { group: 'apps', kind: 'StatefulSet' },
];

/** Where a ClusterConfiguration of kubeadm stands in the kinds that hold one. */
const KUBEADM_PLACES: Readonly<Record<string, Path>> = {
  'kubeadm.k8s.io/ClusterConfiguration': [],
  'controlplane.cluster.x-k8s.io/KubeadmControlPlane': ['spec', 'kubeadmConfigSpec', 'clusterConfiguration'],
  'controlplane.cluster.x-k8s.io/KubeadmControlPlaneTemplate': [
    'spec',
    'template',
    'spec',
    'kubeadmConfigSpec',
    'clusterConfiguration',
  ],
  'bootstrap.cluster.x-k8s.io/KubeadmConfig': ['spec', 'clusterConfiguration'],
  'bootstrap.cluster.x-k8s.io/KubeadmConfigTemplate': ['spec', 'template', 'spec', 'clusterConfiguration'],
};

const OTHERS: Readonly<Record<string, (object: KubeObject) => readonly ApiServer[]>> = {
  'kind.x-k8s.io/Cluster': kindServers,
  'k3d.io/Simple': k3dServers,
  'controlplane.cluster.x-k8s.io/RKE2ControlPlane': rke2Servers,
  // A type that the reader of files gives to what has none: config.yaml of K3s and RKE2.
  'k3s.io/K3sConfiguration': k3sConfigurationServers,
};

/** The kinds that can start a kube-apiserver. */
export const API_SERVER_KINDS: readonly KindRef[] = [
  ...WORKLOADS,
  ...[...Object.keys(KUBEADM_PLACES), ...Object.keys(OTHERS)].map((key) => {
    const [group = '', kind = ''] = key.split('/');
    return { group, kind };
  }),
];

const NONE: readonly ApiServer[] = [];

/** The API servers that an object starts. */
export const apiServersOf: (object: KubeObject) => readonly ApiServer[] = lately((object: KubeObject) => {
  const servers = find(object);
  // The flags that a part of an object leaves out are elsewhere.
  return object.partial === undefined ? servers : servers.map((server) => ({ ...server, hidden: '' }));
});

function find(object: KubeObject): readonly ApiServer[] {
  return finderOf(object)(object);
}

const finderOf = perKind((group, kind): ((object: KubeObject) => readonly ApiServer[]) => {
  const key = `${group}/${kind}`;
  const path = Object.hasOwn(KUBEADM_PLACES, key) ? KUBEADM_PLACES[key] : undefined;
  if (path !== undefined) {
    return ({ value }) => {
      const server = kubeadmServer(value, path);
      return server === undefined ? NONE : [server];
    };
  }
  return (Object.hasOwn(OTHERS, key) ? OTHERS[key] : undefined) ?? inWorkloads;
});

function inWorkloads(object: KubeObject): readonly ApiServer[] {
  let servers: ApiServer[] | undefined;
  for (const { containers } of workloadsOf(object)) {
    for (const container of containers) for (const server of inContainer(container)) (servers ??= []).push(server);
  }
  return servers ?? NONE;
}

const PROGRAM = 'kube-apiserver';
/** What stands before the program that it starts. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'go-runner',
  'hyperkube',
  'tini',
  'dumb-init',
  'exec',
  'sh',
  'bash',
  'ash',
  'nice',
]);

function inContainer(container: Container): readonly ApiServer[] {
  const image = textOf(member(container.value, 'image'));
  // Asked of every container there is.
  if (!image.includes('kube') && !image.includes('k3s') && member(container.value, 'command') === undefined) return NONE;
  const words = wordsOf(container);
  const rest = afterProgram(words, image);
  if (rest === undefined) return k3sInContainer(container, words, image);
  return [
    {
      flags: indexed(flagsIn(rest)),
      at: placeOf(container),
      hidden: hiddenFlags(rest),
      starter: BARE,
      // To append is no edit that can be made twice.
      add: undefined,
    },
  ];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function wordsOf({ value, path }: Container): readonly Word[] {
  return ['command', 'args'].flatMap((field) =>
    listAt(value, field).map((text, index) => ({ text, at: [...path, field, index] })),
  );
}

/** The words behind the program; undefined where another one is started. */
function afterProgram(words: readonly Word[], image: string): readonly Word[] | undefined {
  for (const [index, { text, at }] of words.entries()) {
    if (typeof text !== 'string') return undefined;
    const name = text.slice(text.lastIndexOf('/') + 1);
    if (name === PROGRAM || (name === 'apiserver' && index > 0)) return words.slice(index + 1);
    if (text.includes(PROGRAM) && /\s/.test(text)) return scriptWords(text, PROGRAM, at);
    if (!text.startsWith('-') && !WRAPPERS.has(name)) return undefined;
  }
  const isImage = /(?:^|\/)kube-apiserver(?:-\w+)?(?:[:@]|$)/.test(image);
  return isImage && words.length > 0 ? words : undefined;
}

function placeOf({ value, path }: Container): Path {
  const field = member(value, 'command') === undefined ? 'args' : 'command';
  return [...path, field];
}

/** `k3s server --kube-apiserver-arg=anonymous-auth=true`. */
function k3sInContainer(container: Container, words: readonly Word[], image: string): readonly ApiServer[] {
  if (!/k3s|rke2/.test(image) || !words.some(({ text }) => text === 'server')) return NONE;
  const flags = flagsIn(words).filter(({ name }) => name === 'kube-apiserver-arg');
  return [k3sServer(flags.flatMap(passedOn), placeOf(container))];
}

/** The flag of the API server that the value of another one is. */
function passedOn({ value, at }: Flag): readonly Flag[] {
  const [name = '', ...rest] = (value ?? '').replace(/^--/, '').split('=');
  return name === '' ? [] : [{ name, value: rest.length === 0 ? 'true' : rest.join('='), at, spell: undefined }];
}

function k3sServer(flags: readonly Flag[], at: Path): ApiServer {
  return { flags: indexed(flags), at, hidden: undefined, starter: K3S, add: undefined };
}

/** kind lays its patches over what it gives kubeadm. */
function kindServers({ value }: KubeObject): readonly ApiServer[] {
  const lists: readonly Path[] = [
    ['kubeadmConfigPatches'],
    ...listAt(value, 'nodes').map((_node, index) => ['nodes', index, 'kubeadmConfigPatches']),
  ];
  const flags = lists.flatMap((list) =>
    listAt(value, ...list).flatMap((text, index) => (typeof text === 'string' ? (argsInText(text, [...list, index]) ?? []) : [])),
  );
  // A cluster on a desk: what it does not say is kind's business.
  return flags.length === 0 ? NONE : [{ flags: indexed(flags), at: [], hidden: '', starter: KUBEADM, add: undefined }];
}

function k3dServers({ value }: KubeObject): readonly ApiServer[] {
  const list = ['options', 'k3s', 'extraArgs'];
  const words = listAt(value, ...list).map((item, index) => ({
    text: stringAt(item, 'arg') ?? '',
    at: [...list, index, 'arg'],
  }));
  const flags = flagsIn(words).filter(({ name }) => name === 'kube-apiserver-arg');
  return [k3sServer(flags.flatMap(passedOn), list)];
}

function rke2Servers({ value }: KubeObject): readonly ApiServer[] {
  const list = ['spec', 'serverConfig', 'kubeAPIServer', 'extraArgs'];
  const flags = listAt(value, ...list).flatMap((text, index) =>
    typeof text === 'string' ? passedOn({ name: '', value: text, at: [...list, index], spell: undefined }) : [],
  );
  return [k3sServer(flags, ['spec'])];
}

/** `kube-apiserver-arg: [anonymous-auth=true]`; with a plus behind the key, more of them. */
function k3sConfigurationServers({ value }: KubeObject): readonly ApiServer[] {
  const flags = ['kube-apiserver-arg', 'kube-apiserver-arg+'].flatMap((key) => {
    const given = member(value, key);
    const at = (index: number): Path => (isArray(given) ? [key, index] : [key]);
    return (isArray(given) ? given : [given]).flatMap((text, index) =>
      typeof text === 'string' ? passedOn({ name: '', value: text, at: at(index), spell: undefined }) : [],
    );
  });
  // Other files in config.yaml.d may set the rest.
  return [{ ...k3sServer(flags, []), hidden: '' }];
}
