import { amount, clean, wrap } from '@bulwark/report';
import { requestWords, splitServiceAccountName, type AnyGrant, type Principal } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { anyGapLine, anyGrantLines } from './chain-text.ts';
import { placeName } from './place-name.ts';
import { sectionsText } from './sections.ts';
import { isBound, type AllowedHere, type PlaceAnswer, type WhoCanAnswer } from './who-can.ts';

/** Everybody who may do something, with the way to the right. */
export function* whoCanText(answers: readonly WhoCanAnswer[], style: TextStyle): IterableIterator<string> {
  const sections = answers.map((answer) => ({ cluster: answer.cluster, body: [...answerLines(answer, style)].join('') }));
  yield* sectionsText(sections, '', style);
}

function* answerLines({ asked, places, isAnywhere }: WhoCanAnswer, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  const { request } = asked;
  const question = request.kind === 'url' || !isAnywhere ? request : { ...request, namespace: '' };
  yield `${palette.bold(`Who may ${clean(requestWords(question))}`)}\n`;
  for (const note of asked.notes) yield `  ${palette.yellow(`note: ${clean(note)}`)}\n`;
  for (const place of places) {
    if (isAnywhere) yield `  ${palette.bold(place.namespace === '' ? 'in every namespace' : placeName(place.namespace))}\n`;
    yield* placeLines(place, style);
  }
}

function* placeLines({ allowed, gaps }: PlaceAnswer, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  const own = allowed.filter((each) => !isOfKubernetes(each));
  const throughGroups = own.filter((each) => isOnlyMember(each, own));
  for (const each of own) if (!throughGroups.includes(each)) yield* allowedLines(each, style);
  if (throughGroups.length > 0) {
    const names = throughGroups.map(({ principal }) => principalName(principal));
    yield* listed(`and ${amount(names.length, 'service account')} of the manifests as members of these groups`, names, style);
  }
  const kubernetes = allowed.filter(isOfKubernetes).map(({ principal }) => principalName(principal));
  if (kubernetes.length > 0)
    yield* listed(`and ${amount(kubernetes.length, 'component')} of Kubernetes itself`, kubernetes, style);
  for (const gap of gaps) yield `    ${palette.yellow('unknown')}  ${anyGapLine(gap, style)}\n`;
}

function* allowedLines({ principal, grants, unless }: AllowedHere, style: TextStyle): IterableIterator<string> {
  yield `    ${principalName(principal)}\n`;
  const isMasters = grants.includes('system:masters');
  for (const grant of isMasters ? (['system:masters'] as const) : grants) {
    const lines = grant === 'system:masters' ? ['may do everything, whatever the roles say'] : anyGrantLines(grant, style);
    for (const line of lines) yield `      ${style.palette.dim('·')} ${line}\n`;
  }
  for (const gap of unless) yield `      ${style.palette.yellow('unknown')}  ${anyGapLine(gap, style)}\n`;
}

const SHOWN = 12;

function* listed(head: string, names: readonly string[], { palette, width }: TextStyle): IterableIterator<string> {
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
  for (const line of wrap(`${head}: ${names.slice(0, SHOWN).join(', ')}${more}`, width - 6)) yield `    ${palette.dim(line)}\n`;
}

/** Those whom the API server's own bindings alone give the right. */
function isOfKubernetes({ grants }: AllowedHere): boolean {
  return grants.every((grant) => isBound(grant) && grant.binding.object === undefined);
}

/** A service account that has the right through groups alone which are told themselves. */
function isOnlyMember({ principal, grants }: AllowedHere, told: readonly AllowedHere[]): boolean {
  if (principal.kind !== 'user') return false;
  const groups = new Set(told.filter((each) => each.principal.kind === 'group').map((each) => each.principal.name));
  return grants.every((grant) => isGroup(grant, groups));
}

function isGroup(grant: AnyGrant, groups: ReadonlySet<string>): boolean {
  if (!isBound(grant)) return false;
  const through = grant.binding.subjects[grant.subject];
  return through?.kind === 'Group' && groups.has(through.name);
}

export function principalName({ kind, name }: Principal): string {
  if (kind === 'group') return clean(`Group ${name}`);
  const account = splitServiceAccountName(name);
  return clean(account === undefined ? `User ${name}` : `ServiceAccount ${account.namespace}/${account.name}`);
}
