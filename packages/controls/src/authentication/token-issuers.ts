import {
  isObject,
  lately,
  listAt,
  member,
  objectAt,
  stringAt,
  type Edit,
  type Json,
  type JsonObject,
  type KubeObject,
  type Path,
} from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { AUTHENTICATION_CONFIGURATION, isAuthenticationConfiguration } from './configurations.ts';
import { flagOf, withFlag, type ApiServer } from './flags.ts';

/** How a claim becomes a name of a user, or the names of groups. */
export interface Mapping {
  readonly at: Path;
  /** Empty where there is an expression instead. */
  readonly claim: string;
  readonly expression: string;
  /** Undefined where it is filled in at the start, or is no text. */
  readonly prefix: string | undefined;
  readonly prefixAt: Path;
  readonly setPrefix: ((prefix: string) => Edit | undefined) | undefined;
}

export interface ClaimRule {
  readonly at: Path;
  readonly claim: string;
  readonly requiredValue: string;
  readonly expression: string;
}

export interface Audience {
  readonly at: Path;
  readonly value: string;
}

/** A party whose tokens an API server takes for people, by its file or by its flags. */
export interface TokenIssuer {
  readonly at: Path;
  readonly url: string;
  readonly urlAt: Path;
  readonly audiences: readonly Audience[];
  readonly username: Mapping | undefined;
  readonly groups: Mapping | undefined;
  readonly claimRules: readonly ClaimRule[];
  readonly claimRulesAt: Path;
  /** The expressions that a user must pass. */
  readonly userRules: readonly string[];
}

/** The kinds that can name one. */
export const ISSUER_KINDS: readonly KindRef[] = [AUTHENTICATION_CONFIGURATION, ...API_SERVER_KINDS];

export const tokenIssuersOf: (object: KubeObject) => readonly TokenIssuer[] = lately((object: KubeObject) => {
  if (!isAuthenticationConfiguration(object)) {
    const servers = apiServersOf(object);
    return servers.length === 0 ? NONE : servers.flatMap((server) => fromFlags(server) ?? []);
  }
  return listAt(object.value, 'jwt').flatMap((jwt, index) => (isObject(jwt) ? [fromFile(jwt, ['jwt', index])] : []));
});

const NONE: readonly TokenIssuer[] = [];

function fromFile(jwt: JsonObject, at: Path): TokenIssuer {
  const audiences = listAt(jwt, 'issuer', 'audiences').flatMap((value, index) =>
    typeof value === 'string' ? [{ value, at: [...at, 'issuer', 'audiences', index] }] : [],
  );
  return {
    at,
    url: stringAt(jwt, 'issuer', 'url') ?? '',
    urlAt: [...at, 'issuer', 'url'],
    audiences,
    username: mappingAt(jwt, at, 'username'),
    groups: mappingAt(jwt, at, 'groups'),
    claimRules: listAt(jwt, 'claimValidationRules').map((rule, index) => claimRule(rule, [...at, 'claimValidationRules', index])),
    claimRulesAt: [...at, 'claimValidationRules'],
    userRules: listAt(jwt, 'userValidationRules').flatMap((rule) => stringAt(rule, 'expression') ?? []),
  };
}

function mappingAt(jwt: JsonObject, jwtAt: Path, field: string): Mapping | undefined {
  const mapping = objectAt(jwt, 'claimMappings', field);
  const claim = stringAt(mapping, 'claim') ?? '';
  const expression = stringAt(mapping, 'expression') ?? '';
  if (mapping === undefined || (claim === '' && expression === '')) return undefined;
  const at = [...jwtAt, 'claimMappings', field];
  const prefix = member(mapping, 'prefix') ?? '';
  const prefixAt = [...at, 'prefix'];
  return {
    at,
    claim: expression === '' ? claim : '',
    expression,
    prefix: typeof prefix === 'string' ? prefix : undefined,
    prefixAt: expression === '' ? prefixAt : [...at, 'expression'],
    setPrefix: expression === '' ? (value) => ({ op: 'set', path: prefixAt, value }) : undefined,
  };
}

function claimRule(rule: Json, at: Path): ClaimRule {
  return {
    at,
    claim: stringAt(rule, 'claim') ?? '',
    requiredValue: stringAt(rule, 'requiredValue') ?? '',
    expression: stringAt(rule, 'expression') ?? '',
  };
}

/** As the server makes one of its flags (kubernetes/pkg/kubeapiserver/options/authentication.go, ToAuthenticationConfig). */
function fromFlags(server: ApiServer): TokenIssuer | undefined {
  const flag = flagOf(server, 'oidc-issuer-url');
  if (flag === undefined) return undefined;
  const client = flagOf(server, 'oidc-client-id');
  return {
    at: flag.at,
    url: flag.value ?? '',
    urlAt: flag.at,
    audiences: client?.value === undefined ? [] : [{ value: client.value, at: client.at }],
    username: usernameOf(server, flag.value, flag.at),
    groups: groupsOf(server),
    claimRules: requiredClaims(server),
    claimRulesAt: flag.at,
    userRules: [],
  };
}

function usernameOf(server: ApiServer, url: string | undefined, issuerAt: Path): Mapping {
  const claim = flagOf(server, 'oidc-username-claim');
  const prefix = flagOf(server, 'oidc-username-prefix');
  const name = claim === undefined ? 'sub' : (claim.value ?? '');
  return {
    at: claim?.at ?? issuerAt,
    claim: name,
    expression: '',
    prefix: prefix === undefined || prefix.value === '' ? usualPrefix(name, url) : prefix.value === '-' ? '' : prefix.value,
    prefixAt: prefix?.at ?? claim?.at ?? issuerAt,
    setPrefix: (value) => withFlag(server, 'oidc-username-prefix', value),
  };
}

function usualPrefix(claim: string, url: string | undefined): string | undefined {
  return claim === 'email' ? '' : url === undefined ? undefined : `${url}#`;
}

function groupsOf(server: ApiServer): Mapping | undefined {
  const claim = flagOf(server, 'oidc-groups-claim');
  if (claim === undefined || claim.value === '') return undefined;
  const prefix = flagOf(server, 'oidc-groups-prefix');
  return {
    at: claim.at,
    claim: claim.value ?? '',
    expression: '',
    prefix: prefix === undefined ? '' : prefix.value,
    prefixAt: prefix?.at ?? claim.at,
    setPrefix: (value) => withFlag(server, 'oidc-groups-prefix', value),
  };
}

function requiredClaims(server: ApiServer): readonly ClaimRule[] {
  return (server.flags.get('oidc-required-claim') ?? []).map(({ value, at }) => {
    const [claim = '', ...rest] = (value ?? '').split('=');
    return { at, claim, requiredValue: rest.join('='), expression: '' };
  });
}
