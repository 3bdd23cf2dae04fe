import { fieldOf, isName, someIn, type Cel } from '../cel/expression.ts';
import { parseCel } from '../cel/parse.ts';
import { mappedNames, type Names } from './mapped-names.ts';
import { refusesSystem, type IsSubject } from './refuses-system.ts';
import { mayBeSystem } from './system-names.ts';
import type { Mapping, TokenIssuer } from './token-issuers.ts';

/**
 * Whether whoever signs the tokens can give somebody a name of Kubernetes' own: the prefix decides, or an expression, and the
 * rules that a token and a user must pass.
 */
export function claimedNames(issuer: TokenIssuer, mapping: Mapping, field: 'username' | 'groups'): Names {
  const names = mapping.expression === '' ? byPrefix(mapping) : byExpression(mapping.expression);
  if (names === 'apart') return names;
  return ruledOut(issuer, mapping, field) ?? names;
}

function byPrefix({ prefix }: Mapping): Names {
  if (prefix === undefined) return 'unclear';
  return mayBeSystem(prefix) ? 'free' : 'apart';
}

function byExpression(expression: string): Names {
  const cel = parseCel(expression);
  return cel === undefined ? 'unclear' : mappedNames(cel);
}

function ruledOut(issuer: TokenIssuer, mapping: Mapping, field: 'username' | 'groups'): Names | undefined {
  const claim = mapping.claim || claimIn(mapping.expression);
  const isClaim: IsSubject = (cel) => claim !== undefined && fieldOf(cel, 'claims') === claim;
  const isUser: IsSubject = (cel) => fieldOf(cel, 'user') === field;
  // With a prefix in front, what a rule says of the claim is not what it says of the name.
  const ofClaims = mapping.prefix === '' ? issuer.claimRules.map(({ expression }) => judge(expression, isClaim)) : [];
  const fixed = issuer.claimRules.some(
    (rule) => rule.claim === claim && rule.expression === '' && !mayBeSystem(rule.requiredValue),
  );
  const all = [...ofClaims, ...issuer.userRules.map((rule) => judge(rule, isUser))];
  if (fixed || all.includes('apart')) return 'apart';
  return all.includes('unclear') ? 'unclear' : undefined;
}

/** What a rule proves: nothing where it does not speak of the subject. */
function judge(expression: string, isSubject: IsSubject): Names | undefined {
  if (expression === '') return undefined;
  const cel = parseCel(expression);
  if (cel === undefined) return 'unclear';
  if (refusesSystem(cel, isSubject)) return 'apart';
  return someIn(cel, isSubject) && !isHarmless(cel, isSubject) ? 'unclear' : undefined;
}

/** Forms that speak of the names and keep none of Kubernetes' own out: `has(claims.groups)`, `user.username != ''`. */
function isHarmless(cel: Cel, isSubject: IsSubject): boolean {
  if (cel.kind === 'not') return isHarmless(cel.of, isSubject);
  if (cel.kind === 'call' && cel.of === undefined) return cel.name === 'has' || cel.name === 'size';
  if (cel.kind !== 'binary') return false;
  if (cel.op === '&&' || cel.op === '||') {
    return [cel.left, cel.right].every((side) => !someIn(side, isSubject) || isHarmless(side, isSubject));
  }
  const sides = [cel.left, cel.right];
  if (cel.op === '!=') return sides.some((side) => side.kind === 'literal');
  return cel.op !== '==' && cel.op !== 'in' && sides.some((side) => isHarmless(side, isSubject));
}

/** The one claim that an expression is, and nothing more. */
function claimIn(expression: string): string | undefined {
  const cel = expression === '' ? undefined : parseCel(expression);
  return cel === undefined || isName(cel, 'claims') ? undefined : fieldOf(cel, 'claims');
}
