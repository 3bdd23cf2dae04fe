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

/** The settings that are looked at: by name with underscores and without an s at the end, as flags, variables and files differ. */
export const SETTING_NAMES = [
  'allowed_group',
  'allowed_role',
  'alpha_config',
  'authenticated_emails_file',
  'bitbucket_repository',
  'bitbucket_team',
  'bitbucket_workspace',
  'config',
  'cookie_httponly',
  'cookie_secret',
  'cookie_secure',
  'email_domain',
  'extra_jwt_issuer',
  'github_org',
  'github_repo',
  'github_team',
  'github_user',
  'gitlab_group',
  'gitlab_project',
  'google_group',
  'htpasswd_file',
  'insecure_oidc_allow_unverified_email',
  'insecure_oidc_skip_issuer_verification',
  'insecure_oidc_skip_nonce',
  'keycloak_group',
  'pass_access_token',
  'pass_authorization_header',
  'provider',
  'reverse_proxy',
  'set_authorization_header',
  'set_xauthrequest',
  'skip_auth_regex',
  'skip_auth_route',
  'skip_jwt_bearer_token',
  'ssl_insecure_skip_verify',
  'trusted_ip',
  'trusted_proxy_ip',
  'upstream',
] as const;

export type SettingName = (typeof SETTING_NAMES)[number];

export interface OAuth2Proxy {
  readonly at: Path;
  readonly settings: {
    readonly get: (name: SettingName) => Setting | undefined;
    readonly has: (name: SettingName) => boolean;
  };
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
  const unseen = file !== undefined && !settings.has(FILE_SEEN) ? file : undefined;
  const hidden = hiddenSettings(unseen, settings.get('alpha_config'), value, workload);
  const asked = { get: (name: SettingName) => settings.get(name), has: (name: SettingName) => settings.has(name) };
  return { at: [...path, 'image'], settings: asked, hidden };
}

function hiddenSettings(
  file: string | undefined,
  alpha: Setting | undefined,
  value: Container['value'],
  { object }: Workload,
): string | undefined {
  // The provider and who it lets in stand there, in a form of its own.
  if (alpha !== undefined) return `the file ${alpha.values[0] ?? 'that is named'} of --alpha-config is not read`;
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
export function isOn({ settings }: OAuth2Proxy, key: SettingName): boolean {
  return settings.get(key)?.values.at(-1) === 'true';
}
