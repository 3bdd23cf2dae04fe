import { amount, clean, wrap } from '@bulwark/report';
import type { TextStyle } from '../../input/text-style.ts';
import { evidenceWords } from './carry-out.ts';
import { chainWords, changesById, type Change } from './delta.ts';
import { entitlementKey, type Entitlement, type Identity } from './identity.ts';
import type { IdentityUse, LogEvidence } from './last-use.ts';
import { logLines } from './log-text.ts';
import type { Review } from './review.ts';
import { inOrder, placeWords, populationWords, riskName, scopeWords } from './review-words.ts';
import { entitlementUseWords, identityUseWords, logWords, memberWords } from './use-words.ts';

const SHOWN_WORDS = 3;

/** How one line of the review is printed. */
interface Form extends TextStyle {
  readonly log: LogEvidence | undefined;
}

/** The review for a terminal: who there is, what each may do, and what is left to decide. */
export function* reviewText(review: Review, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  const { ours, servers } = inOrder(review.identities);
  yield `${palette.bold(`Access review${review.at === undefined ? '' : ` of ${review.at}`}`)}: ${populationWords(review.population)}\n`;
  if (Object.keys(review.scope).length > 0) yield `shown: ${clean(scopeWords(review.scope))}\n`;
  const { log } = review.population;
  if (log !== undefined) yield `use as seen in ${logWords(log)}\n`;
  const changes = changesById(review.delta);
  for (const identity of ours)
    yield* identityLines(identity, changes.get(entitlementKey(identity.cluster, identity.id, '')), { ...style, log });
  if (servers.length > 0)
    yield palette.dim(`\nand ${servers.length} more that the API server alone gives rights: -o html lists them\n`);
  yield* logLines(review, style);
  yield* deltaLines(review, style);
  yield* remarkLines(review, style);
  yield* decisionLines(review, style);
}

function* identityLines(identity: Identity, change: Change | undefined, style: Form): IterableIterator<string> {
  const { palette, log } = style;
  const { cluster, id, owner, declared, entitlements } = identity;
  const where = cluster === '' ? '' : palette.dim(`  of ${clean(cluster)}`);
  yield `\n${palette.bold(clean(id))}${where}  ${riskName(identity)}${change === undefined ? '' : `, ${change}`}\n`;
  yield palette.dim(`  owner: ${clean(owner === undefined ? 'unknown' : `${owner.name} (${owner.from})`)}\n`);
  if (identity.use !== undefined && log !== undefined) yield* useLines(identity.use, log);
  if (declared === false) yield '  no such ServiceAccount is among the manifests\n';
  if (entitlements.length === 0) yield '  has only what every API server gives everybody\n';
  for (const entitlement of entitlements) yield* entitlementLines(entitlement, style);
}

function* entitlementLines(each: Entitlement, { palette, width, log }: Form): IterableIterator<string> {
  const through = each.through === undefined ? '' : `, through ${each.through}`;
  const title = `${each.binding} of ${each.role}, ${placeWords(each.namespace)}${through}`;
  yield `  ${clean(title)}  ${each.risk}: ${clean(each.because)}\n`;
  if (each.use !== undefined && log !== undefined) yield `    ${clean(entitlementUseWords(each.use, log))}\n`;
  for (const words of each.words.slice(0, SHOWN_WORDS)) {
    for (const [at, text] of wrap(clean(words), width - 6).entries()) yield `    ${at === 0 ? '· ' : '  '}${text}\n`;
  }
  const more = each.words.length - SHOWN_WORDS;
  if (more > 0) yield palette.dim(`    and ${amount(more, 'rule')} more\n`);
}

function* useLines(use: IdentityUse, log: LogEvidence): IterableIterator<string> {
  yield `  ${clean(identityUseWords(use, log))}\n`;
  const members = memberWords(use);
  if (members !== undefined) yield `  seen in it: ${clean(members)}\n`;
}

function* deltaLines({ delta }: Review, { palette }: TextStyle): IterableIterator<string> {
  if (delta === undefined) return;
  const counts = Map.groupBy(delta.changes, ({ change }) => change);
  const words = [...counts].map(([change, list]) => `${list.length} ${change}`).join(', ');
  yield `\n${palette.bold(`Since the last review${delta.previous.at === undefined ? '' : ` of ${clean(delta.previous.at)}`}`)}: ${words}\n`;
  yield `  ${chainWords(delta)}\n`;
  for (const { id, change, notes } of delta.changes) {
    if (change === 'unchanged') continue;
    yield `  ${change}  ${clean(id)}${notes.length === 0 ? '' : `: ${clean(notes.join('; '))}`}\n`;
  }
}

function* remarkLines({ population: { remarks } }: Review, { palette }: TextStyle): IterableIterator<string> {
  if (remarks.length === 0) return;
  yield `\n${palette.yellow(`Means nobody, or nobody knows whom: ${remarks.length}`)}\n`;
  for (const { object, reason, file, line } of remarks)
    yield `  ${clean(object)}: ${clean(reason)}${file === undefined ? '' : palette.dim(`  ${clean(file)}:${line ?? 1}`)}\n`;
}

function* decisionLines({ decisions, evidence }: Review, { palette }: TextStyle): IterableIterator<string> {
  if (decisions === undefined) return;
  const problems = decisions.entries.filter(({ problem }) => problem !== undefined);
  yield `\n${palette.bold('Decisions')}: ${amount(decisions.entries.length - problems.length, 'decision')}, ${decisions.carriedOver.length} carried over, ${decisions.missing.length} missing\n`;
  for (const { identity, binding, line, problem } of problems)
    yield `  ${palette.red('does not count')}  ${clean(`${decisions.file}:${line}`)}  ${clean(`${identity}, ${binding}: ${problem ?? ''}`)}\n`;
  for (const { identity, binding, reason } of decisions.missing)
    yield `  ${palette.yellow('missing')}  ${clean(`${identity}, ${binding}: ${reason}`)}\n`;
  if (evidence === undefined) return;
  yield `${palette.bold('Carried out, they change')}: ${evidence.length === 0 ? 'nothing, others give the same' : 'this'}\n`;
  for (const line of evidence) yield `  ${clean(evidenceWords(line))}\n`;
}
