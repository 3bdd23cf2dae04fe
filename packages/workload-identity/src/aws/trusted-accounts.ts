import { listOf } from '../list-of.ts';
import { ANY_ACCOUNT, BREADTHS, breadthOf, subjectPatterns, widest, type SubjectPattern } from '../subject/subject-pattern.ts';
import { operatorOf, patternsOf, type Operator } from './condition.ts';
import { clusterIssuers } from './kubernetes-issuer.ts';
import { speaksOf, type Condition, type Statement, type TrustPolicy } from './trust-policy.ts';
import { ASSUME_WITH_TOKEN, isFor } from './web-identity.ts';

/** The ServiceAccounts of one cluster that one statement of a trust policy lets in. */
export interface TrustedAccounts {
  readonly issuer: string;
  readonly statement: Statement;
  /** The condition that says which ones; undefined where none does, so that it is every account. */
  readonly condition: Condition | undefined;
  /** Empty where no account can meet the condition. */
  readonly patterns: readonly SubjectPattern[];
  /** Why no account can, or why the patterns are not known. */
  readonly never: string | undefined;
  readonly unknown: string | undefined;
  /** Whether a condition says for whom the token must be made. */
  readonly hasAudience: boolean;
  /** Whether some accounts are left out by what they must not be called. */
  readonly excludes: boolean;
}

/** What each statement that lets in tokens of a cluster lets in. */
export function trustedAccounts(policy: TrustPolicy): readonly TrustedAccounts[] {
  return policy.statements.flatMap((statement) => {
    if (statement.effect !== 'Allow' || !speaksOf(statement, ASSUME_WITH_TOKEN)) return [];
    return clusterIssuers(statement).map((issuer) => trustedBy(statement, issuer, policy));
  });
}

interface Read {
  readonly condition: Condition;
  readonly operator: Operator;
  readonly claim: string;
  readonly isOwn: boolean;
}

function trustedBy(statement: Statement, issuer: string, policy: TrustPolicy): TrustedAccounts {
  const read = statement.conditions.flatMap((condition) => readClaim(condition, issuer));
  const own = read.filter(({ isOwn }) => isOwn);
  const subjects = own.filter(({ claim }) => claim === 'sub');
  const positive = subjects.filter(({ operator }) => !operator.isNegated && operator.name !== 'Null');
  const base = {
    issuer,
    statement,
    hasAudience: own.some(({ claim, operator }) => claim === 'aud' && !operator.isNegated && operator.name !== 'Null'),
    excludes: subjects.some(({ operator }) => operator.isNegated),
  };
  const foreign = read.find(({ isOwn, operator }) => !isOwn && isDead(operator));
  if (foreign !== undefined) {
    const never = `it asks for ${foreign.condition.key}, which no token of ${issuer} has`;
    return { ...base, condition: foreign.condition, patterns: [], never, unknown: undefined };
  }
  const conditions = [...positive.map(({ condition }) => condition), ...leftByDeny(policy, issuer)];
  return { ...base, ...narrowest(conditions, policy.hasVariables) };
}

/**
 * A Deny for all whose subject is not like a pattern leaves those whose subject is. Others that deny are judged account by
 * account, where the roles are joined with the accounts.
 */
function leftByDeny({ statements }: TrustPolicy, issuer: string): readonly Condition[] {
  return statements.flatMap((statement) => {
    const [condition, ...more] = statement.conditions;
    if (statement.effect !== 'Deny' || condition === undefined || more.length > 0) return [];
    if (!speaksOf(statement, ASSUME_WITH_TOKEN) || isFor(statement, issuer) !== true) return [];
    const [read] = readClaim(condition, issuer);
    if (read?.isOwn !== true || read.claim !== 'sub' || !read.operator.isNegated || read.operator.quantifier !== undefined)
      return [];
    return [{ ...condition, operator: condition.operator.replace('StringNot', 'String') }];
  });
}

function readClaim(condition: Condition, issuer: string): readonly Read[] {
  const operator = operatorOf(condition.operator);
  const [, holder = '', claim = ''] = /^(.+):(sub|aud)$/.exec(condition.key.toLowerCase()) ?? [];
  if (operator === undefined || claim === '' || /^(?:aws|sts|iam)$/.test(holder)) return [];
  return [{ condition, operator, claim, isOwn: holder === issuer.toLowerCase() }];
}

/** Whether an operator fails where its key is not there. */
function isDead({ quantifier, ifExists, isNegated, name }: Operator): boolean {
  return name !== 'Null' && !ifExists && quantifier !== 'all' && (!isNegated || quantifier === 'any');
}

type Narrowed = Pick<TrustedAccounts, 'condition' | 'patterns' | 'never' | 'unknown'>;

/** All conditions must hold: what the narrowest lets through is the most that gets in. */
function narrowest(conditions: readonly Condition[], hasVariables: boolean): Narrowed {
  const read = conditions.map((condition) => ({ condition, patterns: accountsIn(condition, hasVariables) }));
  const known = read.flatMap(({ condition, patterns }) => (patterns === undefined ? [] : [{ condition, patterns }]));
  const [first] = known.toSorted((a, b) => breadth(a.patterns) - breadth(b.patterns));
  if (first !== undefined) {
    const never = first.patterns.length === 0 ? neverOf(first.condition) : undefined;
    return { ...first, never, unknown: undefined };
  }
  const [unread] = read;
  if (unread === undefined) return { condition: undefined, patterns: [ANY_ACCOUNT], never: undefined, unknown: undefined };
  const unknown = `the condition ${unread.condition.operator} on ${unread.condition.key} is not read`;
  return { condition: unread.condition, patterns: [], never: undefined, unknown };
}

function accountsIn(condition: Condition, hasVariables: boolean): readonly SubjectPattern[] | undefined {
  const globs = patternsOf(condition, hasVariables);
  const patterns = globs?.map(subjectPatterns) ?? [undefined];
  return patterns.every((each) => each !== undefined) ? patterns.flat() : undefined;
}

function breadth(patterns: readonly SubjectPattern[]): number {
  const most = widest(patterns);
  return most === undefined ? -1 : BREADTHS.indexOf(breadthOf(most));
}

function neverOf({ operator, values }: Condition): string {
  const isLiteral = operator.includes('Equals') && values.some((value) => /[*?]/.test(value));
  const subjects = listOf(values);
  if (isLiteral) return `${operator} takes the wildcard in ${subjects} as it is written, and no ServiceAccount is called so`;
  return values.length === 0 ? 'it names nobody' : `no ServiceAccount has the subject ${subjects}`;
}
