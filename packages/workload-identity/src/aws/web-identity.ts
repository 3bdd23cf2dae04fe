import type { Path } from '@bulwark/model';
import { subjectOf, type AccountRef } from '../subject/account.ts';
import { all, isUnsure, not, some, type Truth } from '../truth.ts';
import { issuerOfProvider } from './arn.ts';
import { meets, type KeyValues, type RequestKeys } from './condition.ts';
import { speaksOf, type Statement, type TrustPolicy } from './trust-policy.ts';

export const ASSUME_WITH_TOKEN = 'sts:AssumeRoleWithWebIdentity';
export const STS_AUDIENCE = 'sts.amazonaws.com';

export interface WebIdentity {
  /** Without `https://`. */
  readonly issuer: string;
  readonly account: AccountRef;
  readonly audience: string;
}

export interface AwsDecision {
  readonly answer: Truth;
  /** The statement that lets it in, or might. */
  readonly statement: Path | undefined;
}

/** Whether a token of a ServiceAccount gets a role: one statement allows it, and none denies it. */
export function mayAssumeWithToken(policy: TrustPolicy, identity: WebIdentity): AwsDecision {
  if (policy.broken !== undefined) return { answer: { unknown: policy.broken }, statement: undefined };
  const keys = keysOf(identity);
  const judge = (statement: Statement): Truth =>
    statement.broken === undefined
      ? all([
          speaksOf(statement, ASSUME_WITH_TOKEN),
          isFor(statement, identity.issuer),
          ...statement.conditions.map((condition) => meets(condition, keys, policy.hasVariables)),
        ])
      : { unknown: statement.broken };
  return decide(policy, judge);
}

/** The general rule of IAM: a Deny stands over every Allow. */
export function decide({ statements }: TrustPolicy, judge: (statement: Statement) => Truth): AwsDecision {
  const judged = statements.map((statement) => ({ statement, answer: judge(statement) }));
  const allows = judged.filter(({ statement }) => statement.effect === 'Allow');
  const denies = judged.filter(({ statement }) => statement.effect === 'Deny').map(({ answer }) => answer);
  const answer = all([some(allows.map((allow) => allow.answer)), not(some(denies))]);
  const first = allows.find((allow) => allow.answer === true) ?? allows.find((allow) => isUnsure(allow.answer));
  return { answer, statement: first?.statement.path };
}

/** Whether a statement speaks of those who come with a token of the issuer. */
export function isFor(statement: Statement, issuer: string): Truth {
  const { principals, isNotPrincipal, effect } = statement;
  if (isNotPrincipal) return { unknown: 'whom NotPrincipal lets in is not decided' };
  const federated = principals.get('Federated') ?? [];
  if (federated.some((arn) => issuerOfProvider(arn) === issuer)) return true;
  const isEverybody = principals.has('*') || (principals.get('AWS') ?? []).includes('*') || federated.includes('*');
  if (!isEverybody) return false;
  return effect === 'Deny' ? true : { unknown: 'whom the Principal * lets in by a token is not decided' };
}

/** Claims that IAM makes condition keys of; a token of a cluster has the first two. */
const CLAIM = /:(?:sub|aud|oaud|azp|amr)$/;

function keysOf({ issuer, account, audience }: WebIdentity): RequestKeys {
  const own = issuer.toLowerCase();
  return (key): KeyValues => {
    if (key === `${own}:sub`) return [subjectOf(account)];
    if (key === `${own}:aud`) return [audience];
    // A claim of another issuer's token: this one has none of it.
    if (CLAIM.test(key) && !key.startsWith(`${own}:`) && !/^(?:aws|sts|iam):/.test(key)) return 'absent';
    return 'unknown';
  };
}

/** The audiences that a policy names for an issuer: whoever runs a pod may ask for a token with any of them. */
export function audiencesIn({ statements }: TrustPolicy, issuer: string): readonly string[] {
  const key = `${issuer}:aud`.toLowerCase();
  return statements.flatMap(({ conditions }) =>
    conditions.flatMap((condition) => (condition.key.toLowerCase() === key ? condition.values : [])),
  );
}
