import { csvCell } from '@bulwark/report';
import { decisionOf, decisionsByKey } from './decided.ts';
import { inOrder } from './review-words.ts';
import { entitlementKey, type Entitlement, type Identity } from './identity.ts';
import type { IdentityUse } from './last-use.ts';
import type { Review } from './review.ts';
import { changesById } from './delta.ts';
import type { JudgedEntry } from './judge-decisions.ts';
import { targetWords } from './target.ts';

const COLUMNS = [
  'cluster',
  'kind',
  'identity',
  'declared',
  'owner',
  'identityRisk',
  'change',
  'seenInLog',
  'lastSeen',
  'byCertificate',
  'binding',
  'role',
  'where',
  'through',
  'risk',
  'because',
  'may',
  'use',
  'lastUsed',
  'uses',
  'madeBy',
  'file',
  'line',
  'decision',
  'to',
  'reviewer',
  'reason',
  'date',
  'expires',
  'problem',
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>>;

/** The review as a table (RFC 4180): a row is one role that one identity is bound to; one without any has a row of its own. */
export function* reviewCsv(review: Review): IterableIterator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  const decided = decisionsByKey(review);
  const changes = review.delta?.changes ?? [];
  const changeOf = changesById(review.delta);
  const { ours, servers } = inOrder(review.identities);
  for (const identity of [...ours, ...servers]) {
    const about = identityCells(identity, changeOf.get(entitlementKey(identity.cluster, identity.id, '')));
    if (identity.entitlements.length === 0) yield line(about);
    for (const entitlement of identity.entitlements) {
      const entry = decisionOf(identity, entitlement, decided);
      yield line({ ...about, ...entitlementCells(entitlement), ...(entry !== undefined && decisionCells(entry)) });
    }
  }
  for (const { user, use } of review.strangers ?? []) yield line({ kind: 'User', identity: user, ...useCells(use) });
  for (const { cluster, id, change } of changes.filter((each) => each.change === 'gone'))
    yield line({ cluster, identity: id.slice(id.indexOf(' ') + 1), kind: id.split(' ')[0], change });
}

function line(row: Row): string {
  return `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

function identityCells({ cluster, kind, name, declared, owner, risk, atLeast, use }: Identity, change: string | undefined): Row {
  return {
    cluster,
    kind,
    identity: name,
    declared: declared === undefined ? undefined : declared ? 'yes' : 'no',
    owner: owner?.name ?? 'unknown',
    identityRisk: atLeast ? `at least ${risk}` : risk,
    change,
    ...(use !== undefined && useCells(use)),
  };
}

function useCells({ seen, certificates }: IdentityUse): Row {
  return {
    seenInLog: seen === undefined ? 'no' : 'yes',
    lastSeen: seen?.last,
    byCertificate: certificates === undefined ? undefined : 'yes',
  };
}

function entitlementCells(each: Entitlement): Row {
  return {
    binding: each.binding,
    role: each.role,
    where: each.namespace === '' ? 'whole cluster' : each.namespace,
    through: each.through,
    risk: each.risk,
    because: each.because,
    may: each.words.join('; '),
    use: each.use?.verdict,
    lastUsed: each.use?.last,
    uses: each.use?.count,
    madeBy: each.default ? 'API server' : 'manifests',
    file: each.file,
    line: each.line,
  };
}

function decisionCells({ decision, to, reviewer, reason, date, expires, problem }: JudgedEntry): Row {
  return { decision, to: to && targetWords(to), reviewer, reason, date, expires, problem };
}
