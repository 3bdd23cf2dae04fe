import { booleanAt, listAt, objectAt, stringAt, type Json, type JsonObject, type Path } from '@bulwark/model';
import { refusedMappings } from './refused-mappings.ts';
import { AUTHENTICATION_SHAPE, refusedWhole } from './refused-shape.ts';
import { refusedUrl, type Refusal } from './refused.ts';

/** At most so many issuers. */
const MOST = 64;

/**
 * Why a server does not take an AuthenticationConfiguration: ValidateAuthenticationConfiguration of
 * apiserver/pkg/apis/apiserver/validation, but for what compiles expressions, which only a server can, and for the
 * server's own issuer, which is no issuer of people.
 */
export function refusedAuthentication(value: JsonObject): readonly Refusal[] {
  const shape = refusedWhole(value, AUTHENTICATION_SHAPE);
  if (shape.length > 0) return shape;
  const jwts = listAt(value, 'jwt');
  if (jwts.length > MOST) return [{ at: ['jwt'], why: `there are ${jwts.length} issuers, and ${MOST} at most are taken` }];
  return [...jwts.flatMap((jwt, index) => refusedJwt(jwt, ['jwt', index])), ...repeatedIssuers(jwts), ...anonymous(value)];
}

function refusedJwt(jwt: Json, at: Path): readonly Refusal[] {
  return [
    ...refusedIssuer(jwt, [...at, 'issuer']),
    ...refusedRules(jwt, [...at, 'claimValidationRules']),
    ...refusedMappings(jwt, [...at, 'claimMappings']),
    ...refusedUserRules(jwt, [...at, 'userValidationRules']),
  ];
}

function refusedIssuer(jwt: Json, at: Path): readonly Refusal[] {
  const text = (field: string): string => stringAt(jwt, 'issuer', field) ?? '';
  const url = text('url');
  const authority = text('certificateAuthority');
  const refusals: Refusal[] = [];
  const refuse = (field: string, why: string): unknown => refusals.push({ at: [...at, field], why });
  if (url === '') refuse('url', 'there is no URL');
  else for (const why of refusedUrl(url)) refuse('url', why);
  for (const why of refusedDiscovery(url, text('discoveryURL'))) refuse('discoveryURL', why);
  if (authority !== '' && !authority.includes('-----BEGIN CERTIFICATE-----')) {
    refuse('certificateAuthority', 'it holds no certificate in PEM');
  }
  if (!['', 'controlplane', 'cluster'].includes(text('egressSelectorType'))) {
    refuse('egressSelectorType', 'it is neither controlplane nor cluster');
  }
  return [...refusals, ...refusedAudiences(jwt, at)];
}

function refusedDiscovery(url: string, discovery: string): readonly string[] {
  if (discovery === '') return [];
  const bare = (text: string): string => text.replace(/\/+$/, '');
  const same = url !== '' && bare(url) === bare(discovery) ? ['it is the same as url'] : [];
  return [...same, ...refusedUrl(discovery)];
}

function refusedAudiences(jwt: Json, at: Path): readonly Refusal[] {
  const audiences = listAt(jwt, 'issuer', 'audiences');
  const policy = stringAt(jwt, 'issuer', 'audienceMatchPolicy') ?? '';
  if (audiences.length === 0) return [{ at: [...at, 'audiences'], why: 'there is no audience' }];
  const refusals: Refusal[] = [];
  for (const [index, audience] of audiences.entries()) {
    const where = [...at, 'audiences', index];
    if (audience === '' || audience === null) refusals.push({ at: where, why: 'it is empty' });
    if (audiences.indexOf(audience) < index) refusals.push({ at: where, why: 'it is there already' });
  }
  const where = [...at, 'audienceMatchPolicy'];
  if (audiences.length > 1 && policy !== 'MatchAny') refusals.push({ at: where, why: 'several audiences need MatchAny' });
  if (audiences.length === 1 && policy !== '' && policy !== 'MatchAny') {
    refusals.push({ at: where, why: 'it is neither empty nor MatchAny' });
  }
  return refusals;
}

function refusedRules(jwt: Json, at: Path): readonly Refusal[] {
  const claims = new Set<string>();
  const expressions = new Set<string>();
  return listAt(jwt, 'claimValidationRules').flatMap((rule, index) => {
    const where = [...at, index];
    const text = (field: string): string => stringAt(rule, field) ?? '';
    const [claim, expression] = [text('claim'), text('expression')];
    if (claim !== '' && expression !== '') return [{ at: where, why: 'it has both a claim and an expression' }];
    if (claim === '' && expression === '') return [{ at: where, why: 'it has neither a claim nor an expression' }];
    const [seen, value, field, other] =
      claim === ''
        ? ([expressions, expression, 'expression', 'requiredValue'] as const)
        : ([claims, claim, 'claim', 'message'] as const);
    const refusals: Refusal[] = [];
    if (text(other) !== '') refusals.push({ at: [...where, other], why: `there may be none beside ${field}` });
    if (seen.has(value)) refusals.push({ at: [...where, field], why: 'it is there already' });
    seen.add(value);
    return refusals;
  });
}

function refusedUserRules(jwt: Json, at: Path): readonly Refusal[] {
  const seen = new Set<string>();
  return listAt(jwt, 'userValidationRules').flatMap((rule, index) => {
    const where = [...at, index, 'expression'];
    const expression = stringAt(rule, 'expression') ?? '';
    if (expression === '') return [{ at: where, why: 'there is no expression' }];
    if (seen.has(expression)) return [{ at: where, why: 'it is there already' }];
    seen.add(expression);
    return [];
  });
}

function repeatedIssuers(jwts: readonly Json[]): readonly Refusal[] {
  return ['url', 'discoveryURL'].flatMap((field) => {
    const all = jwts.map((jwt) => stringAt(jwt, 'issuer', field) ?? '');
    return all.flatMap((url, index) =>
      (url !== '' || field === 'url') && all.indexOf(url) < index
        ? [{ at: ['jwt', index, 'issuer', field], why: `"${url}" is there already` }]
        : [],
    );
  });
}

function anonymous(value: JsonObject): readonly Refusal[] {
  const settings = objectAt(value, 'anonymous');
  if (settings === undefined || booleanAt(settings, 'enabled') === true) return [];
  if (listAt(settings, 'conditions').length === 0) return [];
  return [{ at: ['anonymous', 'conditions'], why: 'conditions need enabled: true' }];
}
