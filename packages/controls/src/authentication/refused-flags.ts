import type { KubeObject } from '@bulwark/model';
import { flagOf, listOf, type ApiServer, type Flag } from './flags.ts';
import { MODES } from './refused-authorization.ts';
import { refusedUrl, type Refusal } from './refused.ts';

const ALGORITHMS: ReadonlySet<string> = new Set(['RS', 'ES', 'PS'].flatMap((kind) => [`${kind}256`, `${kind}384`, `${kind}512`]));

/**
 * Flags of authentication and authorization that a server does not start with: Validate of
 * kubernetes/pkg/kubeapiserver/options. `files` are the AuthenticationConfigurations that may be meant.
 */
export function refusedFlags(server: ApiServer, files: readonly KubeObject[]): readonly Refusal[] {
  return [...ofOidc(server), ...ofAnonymous(server, files), ...ofModes(server)];
}

function ofOidc(server: ApiServer): readonly Refusal[] {
  const first = [...server.flags.values()].flat().find(({ name }) => name.startsWith('oidc-'));
  if (first === undefined) return [];
  if (isSet(flagOf(server, 'authentication-config'))) {
    return [{ at: first.at, why: `--${first.name} cannot stand beside --authentication-config` }];
  }
  const url = flagOf(server, 'oidc-issuer-url');
  if (server.hidden === undefined && !(isSet(url) && isSet(flagOf(server, 'oidc-client-id')))) {
    return [{ at: first.at, why: '--oidc-issuer-url and --oidc-client-id must both be set' }];
  }
  const refusals: Refusal[] = [];
  if (url?.value) refusals.push(...refusedUrl(url.value).map((why) => ({ at: url.at, why: `--oidc-issuer-url: ${why}` })));
  for (const { value, flag } of listOf(server, 'oidc-signing-algs') ?? []) {
    if (flag !== undefined && !ALGORITHMS.has(value)) {
      refusals.push({ at: flag.at, why: `--oidc-signing-algs: there is no algorithm "${value}"` });
    }
  }
  return refusals;
}

/** Filled in at the start counts as set. */
function isSet(flag: Flag | undefined): boolean {
  return flag !== undefined && flag.value !== '';
}

function ofAnonymous(server: ApiServer, files: readonly KubeObject[]): readonly Refusal[] {
  const flag = flagOf(server, 'anonymous-auth');
  if (flag === undefined || !isSet(flagOf(server, 'authentication-config')) || files.length === 0) return [];
  if (!files.every(({ value }) => typeof value['anonymous'] === 'object' && value['anonymous'] !== null)) return [];
  return [{ at: flag.at, why: '--anonymous-auth cannot stand beside a file that speaks of anonymous requests' }];
}

const WITH_FILE: readonly string[] = [
  'authorization-mode',
  'authorization-webhook-config-file',
  'authorization-webhook-version',
  'authorization-webhook-cache-authorized-ttl',
  'authorization-webhook-cache-unauthorized-ttl',
];

function ofModes(server: ApiServer): readonly Refusal[] {
  if (isSet(flagOf(server, 'authorization-config'))) {
    return WITH_FILE.flatMap((name) => {
      const flag = flagOf(server, name);
      return flag === undefined ? [] : [{ at: flag.at, why: `--${name} cannot stand beside --authorization-config` }];
    });
  }
  const flag = flagOf(server, 'authorization-mode');
  const modes = listOf(server, 'authorization-mode')?.map(({ value }) => value);
  if (flag === undefined || modes === undefined) return [];
  return refusedModes(server, modes).map((why) => ({ at: flag.at, why }));
}

/** Modes whose file is given by another flag. */
const FILES: readonly (readonly [mode: string, flag: string])[] = [
  ['ABAC', 'authorization-policy-file'],
  ['Webhook', 'authorization-webhook-config-file'],
];

function refusedModes(server: ApiServer, modes: readonly string[]): readonly string[] {
  const reasons: string[] = [];
  const unknown = modes.find((mode) => !MODES.includes(mode));
  if (unknown !== undefined) reasons.push(`--authorization-mode: there is no mode "${unknown}"`);
  if (new Set(modes).size < modes.length) reasons.push('--authorization-mode names one mode twice');
  for (const [mode, flag] of FILES) {
    const isGiven = isSet(flagOf(server, flag));
    if (modes.includes(mode) && !isGiven && server.hidden === undefined) reasons.push(`the mode ${mode} needs --${flag}`);
    if (isGiven && !modes.includes(mode)) reasons.push(`--${flag} needs the mode ${mode}`);
  }
  return reasons;
}
