import { listAt, objectAt, stringAt, type Json, type Path } from '@bulwark/model';
import { isName, someIn, type Cel } from '../cel/expression.ts';
import { parseCel } from '../cel/parse.ts';
import { isSubdomain, type Refusal } from './refused.ts';

/** validateClaimMappings. */
export function refusedMappings(jwt: Json, at: Path): readonly Refusal[] {
  const uid = objectAt(jwt, 'claimMappings', 'uid');
  const uidBoth = Boolean(stringAt(uid, 'claim')) && Boolean(stringAt(uid, 'expression'));
  const username = refusedPrefixed(jwt, 'username', at);
  return [
    ...username,
    ...refusedPrefixed(jwt, 'groups', at),
    ...(uidBoth ? [{ at: [...at, 'uid'], why: 'it has both a claim and an expression' }] : []),
    ...refusedExtra(jwt, [...at, 'extra']),
    ...(username.length === 0 ? unverifiedEmail(jwt, at) : []),
  ];
}

function refusedPrefixed(jwt: Json, field: string, mappingsAt: Path): readonly Refusal[] {
  const at = [...mappingsAt, field];
  const mapping = objectAt(jwt, 'claimMappings', field);
  const claim = stringAt(mapping, 'claim') ?? '';
  const expression = stringAt(mapping, 'expression') ?? '';
  const hasPrefix = stringAt(mapping, 'prefix') !== undefined;
  if (claim !== '' && expression !== '') return [{ at, why: 'it has both a claim and an expression' }];
  if (claim === '' && expression === '') {
    return field === 'username' ? [{ at, why: 'it has neither a claim nor an expression' }] : [];
  }
  if (expression !== '') return hasPrefix ? [{ at: [...at, 'prefix'], why: 'there may be none beside expression' }] : [];
  return hasPrefix ? [] : [{ at: [...at, 'prefix'], why: 'beside a claim there must be a prefix, if only an empty one' }];
}

/** utilvalidation.IsDomainPrefixedPath, and what else is demanded of a key. */
function refusedExtra(jwt: Json, at: Path): readonly Refusal[] {
  const seen = new Set<string>();
  return listAt(jwt, 'claimMappings', 'extra').flatMap((mapping, index) => {
    const keyAt = [...at, index, 'key'];
    const key = stringAt(mapping, 'key') ?? '';
    const refusals: Refusal[] = refusedKey(key).map((why) => ({ at: keyAt, why }));
    if (seen.has(key)) return [...refusals, { at: keyAt, why: 'it is there already' }];
    seen.add(key);
    if (!stringAt(mapping, 'valueExpression')) {
      refusals.push({ at: [...at, index, 'valueExpression'], why: 'there is no expression' });
    }
    return refusals;
  });
}

const PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

function refusedKey(key: string): readonly string[] {
  const slash = key.indexOf('/');
  const [domain, path] = [key.slice(0, Math.max(slash, 0)), key.slice(slash + 1)];
  if (slash < 1 || path === '') return ['it is no domain with a path, like example.com/team'];
  const reasons: string[] = [];
  if (!isSubdomain(domain)) reasons.push(`"${domain}" is no domain`);
  if (!PATH.test(path)) reasons.push(`"${path}" is no path`);
  if (key !== key.toLowerCase()) reasons.push('it has capital letters');
  if (/(?:^|\.)(?:kubernetes|k8s)\.io$/.test(domain)) reasons.push(`"${domain}" is kept for Kubernetes`);
  return reasons;
}

/** An address in an expression that names people must be verified in one of some expressions; nothing can be said of those that cannot be read. */
function unverifiedEmail(jwt: Json, at: Path): readonly Refusal[] {
  const expression = stringAt(jwt, 'claimMappings', 'username', 'expression');
  const username = expression ? parseCel(expression) : undefined;
  if (username === undefined || !reads(username, 'email')) return [];
  const others = [
    ...listAt(jwt, 'claimMappings', 'extra').map((mapping) => stringAt(mapping, 'valueExpression')),
    ...listAt(jwt, 'claimValidationRules').map((rule) => stringAt(rule, 'expression')),
  ].flatMap((text) => (text ? [parseCel(text)] : []));
  const all = [username, ...others];
  const isVerified = all.some((cel) => cel === undefined || reads(cel, 'email_verified'));
  return isVerified
    ? []
    : [{ at: [...at, 'username', 'expression'], why: 'claims.email is used, and claims.email_verified nowhere' }];
}

/** hasSelectExp: as a field, not as a key in brackets. */
function reads(cel: Cel, field: string): boolean {
  return someIn(cel, (part) => part.kind === 'select' && part.field === field && isName(part.of, 'claims'));
}
