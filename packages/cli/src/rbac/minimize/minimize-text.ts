import { formatInstant } from '@bulwark/audit';
import type { OverFitting, Proposal, RuleUse } from '@bulwark/least-privilege';
import { requestWords, ruleWords, type Request } from '@bulwark/rbac';
import { amount, clean } from '@bulwark/report';
import type { TextStyle } from '../../input/text-style.ts';
import { placeName } from '../place-name.ts';
import type { Minimal, Minimized } from './minimize.ts';
import type { Logs } from '../read-logs.ts';

const SHOWN = 5;
/** A role that grants more than these beyond what is needed is no choice. */
const FEW = 10;

export function* minimizeText(
  { per, proposals, leftAlone }: Minimized,
  { observations, logs }: Logs,
  style: TextStyle,
): IterableIterator<string> {
  const { window } = observations;
  yield `${count(observations.answered)} answered requests`;
  yield window === undefined
    ? ', without times\n'
    : ` from ${formatInstant(window.first)} to ${formatInstant(window.last)} UTC\n`;
  for (const { path, counts, bad } of logs) {
    if (counts.bad === 0) continue;
    yield `${style.palette.yellow(`${clean(path)}: ${amount(counts.bad, 'entry', 'entries')} could not be read`)}\n`;
    for (const { line, reason } of bad) yield `  line ${line}: ${clean(reason)}\n`;
  }
  yield* leftOutLines(observations.left);
  for (const each of proposals)
    yield* proposalText(
      each,
      window === undefined ? undefined : `${formatInstant(window.first)} to ${formatInstant(window.last)}`,
      style,
    );
  if (leftAlone.length > 0) yield `\nLeft alone: ${amount(leftAlone.length, per)}; --as asks for one of them\n`;
  for (const { username, reason } of leftAlone.slice(0, SHOWN)) yield `  ${clean(username)}: ${reason}\n`;
}

function* leftOutLines(left: Logs['observations']['left']): IterableIterator<string> {
  if (left.undecided > 0)
    yield `${amount(left.undecided, 'event')} without a decision or a code: nobody knows whether that was allowed\n`;
  if (left.reviewsWithoutBody > 0) {
    yield `${amount(left.reviewsWithoutBody, 'review')} by other servers without a body: what kubelets and extension servers asked about users is not known\n`;
  }
}

function* proposalText({ proposal, uses }: Minimal, window: string | undefined, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  yield `\n${palette.bold(clean(proposal.subject.kind === 'group' ? `Group ${proposal.username}` : proposal.username))}\n`;
  if (proposal.isMaster) yield `  ${palette.red('is in system:masters, which no role limits')}\n`;
  yield `  did ${amount(proposal.needs.length, 'distinct request')}, ${proposal.byDefaults} of them by roles that every server brings\n`;
  for (const { namespace, rules } of proposal.scopes) {
    yield `  ${placeName(namespace)}\n`;
    for (const rule of rules) yield `    · ${clean(ruleWords(rule))}\n`;
  }
  yield* decisionLines(proposal);
  yield `  ${proofLine(proposal)}\n  ${overFittingLine(proposal.overFitting)}\n`;
  yield* requestLines('refused: ', proposal.overFitting.known ? proposal.overFitting.refused : []);
  if (proposal.denied.length > 0) yield `  ${amount(proposal.denied.length, 'request')} denied and not granted\n`;
  yield* requestLines(
    '',
    proposal.denied.map(({ request }) => request),
  );
  yield* useLines(proposal, uses, window);
}

function* decisionLines(proposal: Proposal): IterableIterator<string> {
  for (const { names, namespace, resource, keeps, reason } of proposal.names) {
    const which = names.length > SHOWN ? `${names.length} names` : names.map((name) => `"${name}"`).join(', ');
    yield `    names of ${clean(resource + inside(namespace))} ${keeps ? 'kept' : 'dropped'} (${clean(which)}): ${clean(reason)}\n`;
  }
  for (const { atom, namespace, names } of proposal.widenings) {
    yield `    more than was seen: ${clean(`${atom.verb} ${atom.resource}${inside(namespace)}`)} of any name, not just ${names.length}\n`;
  }
  for (const { role, namespace, added } of proposal.alternatives) {
    if (added <= FEW)
      yield `    ${role.kind} ${clean(role.name)} would do ${placeName(namespace)}, with ${amount(added, 'grant')} more\n`;
  }
  yield* besideLines(proposal);
}

function inside(namespace: string): string {
  return namespace === '' ? '' : ` in ${namespace}`;
}

/** What the server asks beside the requests, and what nobody can grant or prove. */
function* besideLines({ needs, held, ungrantable, hidden }: Proposal): IterableIterator<string> {
  for (const { request, because } of needs) {
    if (because !== undefined) yield `    also ${clean(requestWords(request))}: ${clean(because)}\n`;
  }
  for (const { rule, because } of held) yield `    holds ${clean(ruleWords(rule))}: ${clean(because)}\n`;
  for (const { request, reason } of ungrantable) yield `    not granted: ${clean(requestWords(request))}: ${reason}\n`;
  for (const request of hidden) {
    yield `    not proved: ${clean(requestWords(request))}: the log has no body that says what it needs beside\n`;
  }
}

/** What was proved, in one line. */
export function proofLine({ proof: { replayed, refused, beyond }, widenings }: Proposal): string {
  const allowed = refused.length === 0 ? 'all allowed' : `${count(refused.length)} refused`;
  const wider = widenings.length === 0 ? '' : `, ${amount(widenings.length, 'widening')} listed`;
  return `${amount(replayed, 'distinct request')} replayed: ${allowed}; ${count(beyond.length)} granted beyond${wider}`;
}

function overFittingLine(overFitting: OverFitting): string {
  if (!overFitting.known) return `over-fitting not tested: ${overFitting.reason}`;
  const { asked, refused } = overFitting;
  const roles = 'roles made of the first half of the log';
  return refused.length === 0
    ? `${roles} allow all ${amount(asked, 'request')} of the second`
    : `${roles} refuse ${count(refused.length)} of ${amount(asked, 'request')} of the second: a longer log is needed`;
}

function* requestLines(word: string, requests: readonly Request[]): IterableIterator<string> {
  for (const request of requests.slice(0, SHOWN)) yield `    ${word}${clean(requestWords(request))}\n`;
  if (requests.length > SHOWN) yield `    and ${requests.length - SHOWN} more\n`;
}

function* useLines(
  { replaces }: Proposal,
  uses: readonly RuleUse[] | undefined,
  window: string | undefined,
): IterableIterator<string> {
  for (const { kind, namespace, name } of replaces)
    yield `  takes the place of ${kind} ${clean(namespace === '' ? name : `${namespace}/${name}`)}\n`;
  for (const use of uses ?? []) if (use.verdict !== 'used') yield* useText(use, window);
}

function* useText({ grant, rule, verdict, reason, ...parts }: RuleUse, window: string | undefined): IterableIterator<string> {
  const which = clean(`${grant.role.kind} ${grant.role.name}: ${ruleWords(rule)}`);
  if (verdict === 'unknown') yield `  unknown whether used: ${which}: ${reason}\n`;
  else if (verdict === 'unused') yield `  unused from ${window}: ${which}\n`;
  else {
    const unused = [...parts.unusedVerbs, ...parts.unusedResources];
    yield `  used in part from ${window ?? 'an unknown time'}: ${which}\n`;
    if (unused.length > 0) yield `    unused: ${clean(unused.join(', '))}\n`;
    if (parts.unknownResources.length > 0) {
      yield `    unknown: ${clean(parts.unknownResources.join(', '))}: nobody is seen there, the audit policy may leave it out\n`;
    }
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
