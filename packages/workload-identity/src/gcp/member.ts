import { literal } from '../glob.ts';
import { accountOf, isAccountName, isNamespace, type AccountRef } from '../subject/account.ts';
import { ANY_ACCOUNT, type SubjectPattern } from '../subject/subject-pattern.ts';

/** The ServiceAccounts that a member of an IAM policy stands for: in every cluster of its pool that has them. */
export interface PoolMember {
  /** `PROJECT.svc.id.goog` for clusters of GKE; undefined for a member that is not of one pool. */
  readonly pool: string | undefined;
  readonly accounts: SubjectPattern;
  /** What narrows it that no manifest shows. */
  readonly unless: string | undefined;
}

const POOL = String.raw`iam\.googleapis\.com/projects/[^/]+/locations/[^/]+/workloadIdentityPools/([^/]+)`;
const GKE = /^serviceAccount:([a-z0-9.:-]+\.(?:svc\.id\.goog|hub\.id\.goog))\[([^/\]]*)\/([^/\]]*)\]$/;
const SUBJECT = new RegExp(String.raw`^principal://${POOL}/subject/(.+)$`);
const SET = new RegExp(String.raw`^principalSet://${POOL}/(.+)$`);
const UID = new RegExp(String.raw`^principal://${POOL}/kubernetes\.serviceaccount\.uid/(.+)$`);

/** Undefined where the member is no ServiceAccount of a cluster: a person, a group, another cloud. */
export function poolMember(member: string): PoolMember | undefined {
  const [, gkePool, namespace = '', name = ''] = GKE.exec(member) ?? [];
  if (gkePool !== undefined) return one(gkePool, { namespace, name });
  const [, pool, subject] = SUBJECT.exec(member) ?? [];
  if (pool !== undefined && subject !== undefined) {
    const account = accountOfSubject(subject);
    return account === undefined ? undefined : one(pool, account);
  }
  const [, uidPool, uid] = UID.exec(member) ?? [];
  if (uidPool !== undefined)
    return { pool: uidPool, accounts: ANY_ACCOUNT, unless: `it is the account with the uid ${uid ?? ''}` };
  return setMember(SET.exec(member), member);
}

function setMember(match: RegExpExecArray | null, member: string): PoolMember | undefined {
  const [, pool, rest] = match ?? [];
  if (pool === undefined || rest === undefined) {
    const isEverybody = member === 'allUsers' || member === 'allAuthenticatedUsers';
    return isEverybody ? { pool: undefined, accounts: ANY_ACCOUNT, unless: undefined } : undefined;
  }
  const namespace = /^namespace\/([^/]+)$/.exec(rest)?.[1];
  if (namespace !== undefined) return { pool, accounts: { ...ANY_ACCOUNT, namespace: literal(namespace) }, unless: undefined };
  if (rest.startsWith('kubernetes.cluster/') || rest === '*') return { pool, accounts: ANY_ACCOUNT, unless: undefined };
  // Groups and attributes that the pool's mapping makes.
  return isClusterPool(pool) ? { pool, accounts: ANY_ACCOUNT, unless: `it depends on ${rest}` } : undefined;
}

function accountOfSubject(subject: string): AccountRef | undefined {
  const [, namespace, name] = /^ns\/([^/]+)\/sa\/([^/]+)$/.exec(subject) ?? [];
  if (namespace === undefined || name === undefined) return accountOf(subject);
  return { namespace, name };
}

function one(pool: string, { namespace, name }: AccountRef): PoolMember | undefined {
  if (!isNamespace(namespace) || !isAccountName(name)) return undefined;
  return { pool, accounts: { namespace: literal(namespace), name: literal(name) }, unless: undefined };
}

export function isClusterPool(pool: string): boolean {
  return pool.endsWith('.svc.id.goog') || pool.endsWith('.hub.id.goog');
}
