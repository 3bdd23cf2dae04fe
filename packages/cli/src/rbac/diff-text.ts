import { amount, clean, wrap } from '@bulwark/report';
import { ruleWords } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import type { ClusterDiff } from './compare.ts';
import type { Change } from './diff.ts';
import { at, bindingName, gapLine, roleName } from './grant-text.ts';
import { placeName } from './place-name.ts';
import { principalName } from './who-can-text.ts';

/** What people may do that they could not, then what they may no longer. */
export function* diffText(all: readonly ClusterDiff[], style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  for (const { id, diff } of all) {
    if (id !== '' && (diff.changes.length > 0 || diff.gaps.length > 0)) yield `${palette.bold(`in ${clean(id)}`)}\n`;
    const [gained, lost] = (['gained', 'lost'] as const).map((kind) => diff.changes.filter(({ change }) => change === kind));
    for (const change of [...(gained ?? []), ...(lost ?? [])]) yield* changeLines(change, style);
    for (const gap of diff.gaps) yield `${palette.yellow('unknown')}  ${gapLine(gap, style)}\n\n`;
  }
  yield* summary(all, style);
}

function* changeLines({ change, principal, namespace, rights }: Change, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  const head = change === 'gained' ? palette.red('+ may now') : palette.green('- may no longer');
  yield `${palette.bold(principalName(principal))} ${head} ${placeName(namespace)}\n`;
  for (const { rules, grant } of rights) {
    for (const rule of rules) {
      for (const [index, line] of wrap(clean(ruleWords(rule)), style.width - 6).entries())
        yield `  ${index === 0 ? '· ' : '  '}${line}\n`;
    }
    const { binding, role, rule } = grant;
    const writer = rule.from === undefined ? role.object : rule.from.object;
    yield `    ${palette.dim('by')} ${bindingName(binding)}${at(binding.object, ['subjects', grant.subject], style)}, ${roleName(role)}${at(writer, ['rules', rule.index], style)}\n`;
  }
  yield '\n';
}

function* summary(all: readonly ClusterDiff[], { palette }: TextStyle): IterableIterator<string> {
  const changes = all.flatMap(({ diff }) => diff.changes);
  const count = (kind: Change['change']): number =>
    new Set(changes.filter(({ change }) => change === kind).map(({ principal }) => principalName(principal))).size;
  const [gained, lost] = [count('gained'), count('lost')];
  if (lost > 0) yield palette.green(`${amount(lost, 'user or group', 'users or groups')} may do less\n`);
  const gaps = new Set(all.flatMap(({ diff }) => diff.gaps.map(({ binding }) => binding))).size;
  if (gaps > 0)
    yield palette.yellow(
      `nobody can say what ${amount(gaps, 'new or changed binding')} may grant${gained > 0 ? '' : ': exit 1'}\n`,
    );
  if (gained > 0) yield palette.red(`✗ ${amount(gained, 'user or group', 'users or groups')} may do more: exit 1\n`);
  else if (gaps === 0) yield palette.green('✓ nobody may do more than before\n');
}
