import { amount, clean, wrap } from '@bulwark/report';
import { ruleWords, type Binding, type Grant, type User } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { at, bindingName, gapLine, roleName, subjectName } from './grant-text.ts';
import { placeName } from './place-name.ts';
import { sectionsText } from './sections.ts';
import type { Permissions, Place } from './permissions.ts';

/** What a user may do, in plain words, binding by binding. */
export function* permissionsText(all: readonly Permissions[], user: User, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  yield `${palette.bold(clean(user.name))}${palette.dim(`  in ${user.groups.map(clean).join(', ')}`)}\n`;
  if (user.groups.includes('system:masters'))
    yield `  ${palette.red('may do everything: the group system:masters is asked no rule')}\n`;
  const sections = all.map((each) => ({ cluster: each.cluster, body: [...clusterLines(each, style)].join('') }));
  const nothing = user.groups.includes('system:masters') ? '' : '  may do nothing, as far as the manifests show\n';
  yield* sectionsText(sections, nothing, style);
}

function* clusterLines({ places, gaps, others }: Permissions, style: TextStyle): IterableIterator<string> {
  for (const { authorizer, kind, text } of others.filter((note) => note.kind !== 'allows'))
    yield `  ${style.palette.yellow(kind === 'denies' ? 'denied ' : 'unknown')}  authorizer ${clean(authorizer || '(unnamed)')}: ${clean(text)}\n`;
  for (const [authorizer, notes] of Map.groupBy(others, (note) => (note.kind === 'allows' ? note.authorizer : ''))) {
    if (authorizer === '') continue;
    yield `  ${style.palette.bold(`by the authorizer ${clean(authorizer)}`)}\n`;
    for (const { text } of notes)
      for (const [index, line] of wrap(clean(text), style.width - 8).entries())
        yield `      ${index === 0 ? '· ' : '  '}${line}\n`;
  }
  for (const place of places) yield* placeLines(place, style);
  for (const gap of gaps) yield `  ${style.palette.yellow('unknown')}  ${gapLine(gap, style)}\n`;
}

function* placeLines({ namespace, grants }: Place, style: TextStyle): IterableIterator<string> {
  yield `  ${style.palette.bold(placeName(namespace))}\n`;
  const everybodys = grants.filter(isEverybodys);
  const own = grants.filter((grant) => !isEverybodys(grant));
  for (const [binding, ofIt] of Map.groupBy(own, (grant) => grant.binding)) yield* bindingLines(binding, ofIt, style);
  if (everybodys.length === 0) return;
  const names = [...new Set(everybodys.map(({ binding }) => clean(binding.name)))];
  yield `    ${style.palette.dim('what every API server grants to everybody in its groups:')}\n`;
  for (const line of wrap(names.join(', '), style.width - 8)) yield `      ${style.palette.dim(line)}\n`;
}

/** What the API server itself gives to all users, or to all service accounts: the same in every cluster. */
function isEverybodys({ binding, role, subject }: Grant): boolean {
  return binding.object === undefined && role.object === undefined && binding.subjects[subject]?.kind === 'Group';
}

function* bindingLines(binding: Binding, grants: readonly Grant[], style: TextStyle): IterableIterator<string> {
  const [first] = grants;
  if (first === undefined) return;
  const subject = binding.subjects[first.subject];
  const through = subject === undefined ? '' : ` to ${subjectName(subject)}`;
  yield `    ${bindingName(binding)} of ${roleName(first.role)}${through}${at(binding.object, ['subjects', first.subject], style)}\n`;
  for (const words of new Set(grants.map(({ rule }) => ruleWords(rule.rule)))) {
    const lines = wrap(clean(words), style.width - 8);
    for (const [index, line] of lines.entries()) yield `      ${index === 0 ? '· ' : '  '}${line}\n`;
  }
}

export function permissionCount(all: readonly Permissions[]): string {
  const grants = all.flatMap(({ places }) => places.flatMap((place) => place.grants));
  return `${amount(grants.length, 'rule')} through ${amount(new Set(grants.map(({ binding }) => binding)).size, 'binding')}\n`;
}
