import { amount, clean, wrap } from '@bulwark/report';
import {
  breadthOf,
  holds,
  patternText,
  type Identities,
  type IdentityEdge,
  type OpenTrust,
  type Source,
} from '@bulwark/workload-identity';
import type { TextStyle } from '../input/text-style.ts';
import { writtenAt } from '../renders/written-at.ts';

/** The edges for people: account by account, and first the identities that are open to more than single accounts. */
export function* identitiesText(joined: Identities, accounts: number, style: TextStyle): IterableIterator<string> {
  const { edges, open } = joined;
  for (const group of Map.groupBy(open, ({ principal }) => principal).values()) yield `${openLines(group, style).join('\n')}\n\n`;
  const told = edges.filter((edge) => edge.isAsked || !isHeldOpen(edge, open));
  for (const group of Map.groupBy(told, ({ account }) => `${account.namespace ?? ''}/${account.name}`).values()) {
    yield `${accountLines(group, style).join('\n')}\n\n`;
  }
  yield* summary(joined, accounts, style);
}

/** What is said of all accounts at once is not said again of each. */
function isHeldOpen({ principal, account: { namespace, name } }: IdentityEdge, open: readonly OpenTrust[]): boolean {
  return open.some((trust) => {
    if (trust.principal !== principal) return false;
    return namespace === undefined ? breadthOf(trust.accounts) === 'cluster' : holds(trust.accounts, { namespace, name });
  });
}

function openLines(trusts: readonly OpenTrust[], { palette }: TextStyle): readonly string[] {
  const [first] = trusts;
  if (first === undefined) return [];
  const lines = trusts.map(
    ({ accounts, trust }) => `  ${palette.red('open')}     ${clean(patternText(accounts))}${placeText(trust, palette.dim)}`,
  );
  return [palette.bold(clean(first.principal)), ...new Set(lines)];
}

function accountLines(edges: readonly IdentityEdge[], style: TextStyle): readonly string[] {
  const [first] = edges;
  if (first === undefined) return [];
  const { palette } = style;
  const { namespace, name } = first.account;
  const isThere = edges.some(({ declared }) => declared !== undefined);
  const title = palette.bold(`ServiceAccount ${clean(namespace === undefined ? name : `${namespace}/${name}`)}`);
  const missing = isThere ? '' : palette.dim('  not among the manifests: whoever makes it has this');
  return [`${title}${missing}`, ...edges.flatMap((edge) => edgeLines(edge, style))];
}

const INDENT = '           ';

function edgeLines(edge: IdentityEdge, { palette, width }: TextStyle): readonly string[] {
  const { decision, principal, mechanism, isAsked, reason, trust, asked } = edge;
  const label = { allowed: palette.green('allowed'), denied: palette.red('denied '), unknown: palette.yellow('unknown') }[
    decision
  ];
  const how =
    isAsked || mechanism === 'pod-identity' || mechanism === 'gcp-direct'
      ? WORDS[mechanism]
      : `${WORDS[mechanism]}, without asking for it`;
  const why = reason === undefined ? [] : wrap(clean(reason), width - INDENT.length).map((line) => `${INDENT}${line}`);
  return [`  ${label}  ${clean(principal)}  ${palette.dim(how)}${placeText(trust ?? asked, palette.dim)}`, ...why];
}

const WORDS: Readonly<Record<IdentityEdge['mechanism'], string>> = {
  irsa: 'by a token for AWS',
  'pod-identity': 'by EKS Pod Identity',
  gke: 'by the pool of the cluster',
  'gcp-direct': 'as itself',
  azure: 'by a federated credential',
};

function placeText(source: Source | undefined, dim: (text: string) => string): string {
  const place = source === undefined ? undefined : writtenAt(source.object, source.path);
  return place === undefined ? '' : dim(`  ${clean(place.file)}:${place.line}`);
}

function* summary({ edges, open }: Identities, accounts: number, { palette }: TextStyle): IterableIterator<string> {
  const count = (decision: IdentityEdge['decision']): number => edges.filter((edge) => edge.decision === decision).length;
  yield `${palette.bold(amount(accounts, 'service account'))}  ${count('allowed')} allowed, ${count('denied')} denied, ${count('unknown')} unknown\n`;
  if (open.length > 0) yield palette.red(`${amount(open.length, 'trust')} in more than single accounts\n`);
}
