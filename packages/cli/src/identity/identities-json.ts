import { formatPath, type Coverage } from '@bulwark/model';
import { jsonLines, unreadPlaces } from '@bulwark/report';
import {
  globText,
  patternText,
  type Identities,
  type IdentityEdge,
  type OpenTrust,
  type Source,
} from '@bulwark/workload-identity';
import { writtenAt } from '../renders/written-at.ts';

/** The edges from ServiceAccounts to identities of clouds, one a line, and the trusts that hold more than single accounts. */
export function* identitiesJson({ edges, open }: Identities, coverages: readonly Coverage[]): IterableIterator<string> {
  yield '{\n  "identities": ';
  yield* jsonLines(edges, edgeView, '  ');
  yield ',\n  "openTrusts": ';
  yield* jsonLines(open, openView, '  ');
  yield ',\n  "unread": ';
  yield* jsonLines(coverages.flatMap(unreadPlaces), (unread) => unread, '  ');
  yield '\n}\n';
}

function edgeView(edge: IdentityEdge): unknown {
  const { account, declared, cloud, mechanism, principal, decision, isAsked, audience, reason, assumptions, trust, asked } = edge;
  return {
    namespace: account.namespace,
    serviceAccount: account.name,
    declared: declared !== undefined,
    cloud,
    mechanism,
    principal,
    decision,
    asked: isAsked,
    audience,
    reason,
    assumptions,
    trustedAt: sourceView(trust),
    askedAt: sourceView(asked),
  };
}

function openView({ cloud, mechanism, principal, accounts, trust }: OpenTrust): unknown {
  return {
    cloud,
    mechanism,
    principal,
    accounts: patternText(accounts),
    namespace: globText(accounts.namespace),
    serviceAccount: globText(accounts.name),
    trustedAt: sourceView(trust),
  };
}

function sourceView(source: Source | undefined): unknown {
  if (source === undefined) return undefined;
  const { object, path } = source;
  const place = writtenAt(object, path);
  return { kind: object.kind, name: object.name, path: formatPath(path), file: place?.file, line: place?.line };
}
