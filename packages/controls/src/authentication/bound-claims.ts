import { fieldOf, someIn, textIn, type Cel } from '../cel/expression.ts';
import { parseCel } from '../cel/parse.ts';
import type { ClaimRule, TokenIssuer } from './token-issuers.ts';

/** Whether rules let in only tokens whose claim has a value that somebody chose. */
export type Bound =
  | { readonly is: 'bound' }
  /** A beginning that others can have as well: `acme` begins `acme-evil/x` too. */
  | { readonly is: 'loose'; readonly rule: ClaimRule; readonly claim: string; readonly prefix: string }
  | { readonly is: 'unclear'; readonly rule: ClaimRule }
  | { readonly is: 'open' };

export function boundClaims({ claimRules }: TokenIssuer, claims: readonly string[]): Bound {
  const all = claimRules.map((rule) => boundBy(rule, claims));
  return (
    all.find(({ is }) => is === 'bound') ??
    all.find(({ is }) => is === 'unclear') ??
    all.find(({ is }) => is === 'loose') ?? { is: 'open' }
  );
}

function boundBy(rule: ClaimRule, claims: readonly string[]): Bound {
  if (rule.expression === '') {
    return { is: claims.includes(rule.claim) && rule.requiredValue !== '' ? 'bound' : 'open' };
  }
  const cel = parseCel(rule.expression);
  if (cel === undefined) return { is: 'unclear', rule };
  const claimOf = (part: Cel): string | undefined => claims.find((claim) => fieldOf(part, 'claims') === claim);
  const bound = boundIn(cel, claimOf, rule);
  if (bound.is !== 'open') return bound;
  const isKnown = isPresence(cel, claimOf);
  return !isKnown && someIn(cel, (part) => claimOf(part) !== undefined) ? { is: 'unclear', rule } : bound;
}

type ClaimOf = (part: Cel) => string | undefined;
const BOUND: Bound = { is: 'bound' };
const OPEN: Bound = { is: 'open' };

function boundIn(cel: Cel, claimOf: ClaimOf, rule: ClaimRule): Bound {
  if (cel.kind === 'call' && cel.of !== undefined && cel.name === 'startsWith') return ofPrefix(cel, claimOf, rule);
  if (cel.kind !== 'binary') return OPEN;
  const { op, left, right } = cel;
  switch (op) {
    case '&&':
      return better(boundIn(left, claimOf, rule), boundIn(right, claimOf, rule));
    case '||':
      return worse(boundIn(left, claimOf, rule), boundIn(right, claimOf, rule));
    case '==':
      return compares(left, right, claimOf) || compares(right, left, claimOf) ? BOUND : OPEN;
    case 'in':
      return isOneOf(left, right, claimOf) ? BOUND : OPEN;
    default:
      return OPEN;
  }
}

function isOneOf(claim: Cel, list: Cel, claimOf: ClaimOf): boolean {
  return claimOf(claim) !== undefined && list.kind === 'list' && list.items.every((item) => textIn(item));
}

function compares(claim: Cel, value: Cel, claimOf: ClaimOf): boolean {
  return claimOf(claim) !== undefined && value.kind === 'literal' && value.value !== '' && value.value !== null;
}

const ORDER = ['open', 'loose', 'unclear', 'bound'];
const better = (a: Bound, b: Bound): Bound => (ORDER.indexOf(a.is) >= ORDER.indexOf(b.is) ? a : b);
const worse = (a: Bound, b: Bound): Bound => (ORDER.indexOf(a.is) <= ORDER.indexOf(b.is) ? a : b);

/** `repo:acme/` and `acme/` end with what no name goes on behind. */
function ofPrefix({ of, args }: Cel & { kind: 'call' }, claimOf: ClaimOf, rule: ClaimRule): Bound {
  const claim = of === undefined ? undefined : claimOf(of);
  const prefix = textIn(args[0]);
  if (claim === undefined || prefix === undefined) return OPEN;
  const isWhole = /[^/:]+[/:]/.test(prefix.replace(/^(?:repo|project_path|organization|pipeline):/, ''));
  return isWhole ? BOUND : { is: 'loose', rule, claim, prefix };
}

/** `has(claims.hd)`, which any value meets. */
function isPresence(cel: Cel, claimOf: ClaimOf): boolean {
  if (cel.kind === 'call' && cel.of === undefined && cel.name === 'has') return true;
  if (cel.kind !== 'binary') return false;
  if (cel.op === '!=') return [cel.left, cel.right].some(({ kind }) => kind === 'literal');
  if (cel.op !== '&&' && cel.op !== '||') return false;
  return [cel.left, cel.right].every((side) => isPresence(side, claimOf) || !someIn(side, (part) => claimOf(part) !== undefined));
}
