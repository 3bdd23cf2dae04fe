import {
  isArray,
  isObject,
  listAt,
  member,
  stringAt,
  type Container,
  type Path,
  type Scope,
  type Workload,
} from '@bulwark/model';
import { filled, flagsIn } from '../authentication/command-flags.ts';

/** One setting of an OAuth2 Proxy: by flag, by variable or by the file of a ConfigMap. */
export interface Setting {
  /** Undefined where it is filled in later. */
  readonly values: readonly (string | undefined)[];
  readonly at: Path;
  /** Whether it stands in a file, so that `at` is where that is named. */
  readonly from?: 'file';
}

export interface OAuth2Proxy {
  readonly at: Path;
  /** By name with underscores and without an s at the end: flags, variables and files spell it differently. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** Why there may be settings that are not shown. */
  readonly hidden: string | undefined;
}

/** The OAuth2 Proxies that a workload runs. */
export function proxiesOf(workload: Workload, scope: Scope): readonly OAuth2Proxy[] {
  let proxies: OAuth2Proxy[] | undefined;
  for (const container of workload.containers) {
    if (isProxy(container)) (proxies ??= []).push(readProxy(container, workload, scope));
  }
  return proxies ?? NONE;
}

const NONE: readonly OAuth2Proxy[] = [];

/** Asked of every container there is. */
function isProxy({ value }: Container): boolean {
  const image = member(value, 'image');
  if (typeof image === 'string' && image.includes('oauth2') && /(?:^|\/)oauth2[-_]proxy(?:[:@]|$)/.test(image)) return true;
  const command = member(value, 'command');
  const first = isArray(command) ? command[0] : undefined;
  return typeof first === 'string' && /(?:^|\/)oauth2[-_]proxy$/.test(first);
}

const keyOf = (name: string): string => name.toLowerCase().replaceAll('-', '_').replace(/s$/, '');

function readProxy({ value, path }: Container, workload: Workload, scope: Scope): OAuth2Proxy {
  const settings = new Map<string, Setting>();
  // Flags stand over variables, and those over the file.
  const words = ['command', 'args'].flatMap((field) =>
    listAt(value, field).map((text, index) => ({ text, at: [...path, field, index] })),
  );
  const byFlag = new Map<string, Setting>();
  for (const { name, value: given, at } of flagsIn(words)) {
    const before = byFlag.get(keyOf(name));
    const values = given === undefined ? [undefined] : given.split(',');
    byFlag.set(keyOf(name), { values: [...(before?.values ?? []), ...values], at: before?.at ?? at });
  }
  const file = byFlag.get('config')?.values[0];
  for (const [key, setting] of [...fromFiles(workload, scope, byFlag.get('config')), ...fromVariables(value, path), ...byFlag]) {
    settings.set(key, setting);
  }
  const hidden = hiddenSettings(file !== undefined && !settings.has(FILE_SEEN) ? file : undefined, value, workload);
  return { at: [...path, 'image'], settings, hidden };
}

function hiddenSettings(file: string | undefined, value: Container['value'], { object }: Workload): string | undefined {
  if (file !== undefined) return `the file ${file} is not in a ConfigMap among the manifests`;
  if (listAt(value, 'envFrom').length > 0) return 'variables come from envFrom';
  return object.partial === undefined ? undefined : 'it is a part of an object, and the rest is elsewhere';
}

function fromVariables(value: Container['value'], path: Path): readonly (readonly [string, Setting])[] {
  return listAt(value, 'env').flatMap((variable, index) => {
    const name = stringAt(variable, 'name') ?? '';
    if (!name.startsWith('OAUTH2_PROXY_')) return [];
    const given = filled(isObject(variable) ? variable['value'] : undefined);
    const values = given === undefined ? [undefined] : given.split(',').map((part) => part.trim());
    return [[keyOf(name.slice('OAUTH2_PROXY_'.length)), { values, at: [...path, 'env', index, 'value'] }] as const];
  });
}

/** Marks that a file was read; no setting has such a name. */
const FILE_SEEN = ' file';
const LINE = /^[ \t]*([\w-]+)[ \t]*=[ \t]*(\[[^\]]*\]|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s#]+)/gm;

function fromFiles(workload: Workload, scope: Scope, config: Setting | undefined): readonly (readonly [string, Setting])[] {
  const name = config?.values[0]?.split('/').at(-1);
  if (config === undefined || name === undefined) return [];
  for (const volume of listAt(workload.spec, 'volumes')) {
    const map = scope.get('', 'ConfigMap', workload.object.namespace, stringAt(volume, 'configMap', 'name') ?? '');
    const text = stringAt(map?.value, 'data', name);
    if (text === undefined) continue;
    const found = [...text.matchAll(LINE)].map(
      ([, key = '', written = '']) => [keyOf(key), { values: valuesIn(written), at: config.at, from: 'file' }] as const,
    );
    return [[FILE_SEEN, { values: [], at: config.at }], ...found];
  }
  return [];
}

function valuesIn(written: string): readonly string[] {
  if (!written.startsWith('[')) return [written.replace(/^(["'])(.*)\1$/s, '$2')];
  return [...written.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}

/** Whether a switch is on: its last value counts. */
export function isOn({ settings }: OAuth2Proxy, key: string): boolean {
  return settings.get(key)?.values.at(-1) === 'true';
}
