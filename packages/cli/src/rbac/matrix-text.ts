import { clean } from '@bulwark/report';
import type { User } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { gapLine } from './grant-text.ts';
import { matrixOf, type Cell } from './matrix.ts';
import { placeName } from './place-name.ts';
import type { Permissions } from './permissions.ts';

const MARKS: Readonly<Record<Cell, string>> = { all: '✓', named: 'n', none: '·' };

/** What is unknown, then a table for each place: the resources down, the verbs across. */
export function* matrixText(all: readonly Permissions[], user: User, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  for (const { cluster, places, gaps } of all) {
    for (const { namespace, grants } of places) {
      const { columns, rows } = matrixOf(grants);
      const where = all.length > 1 && cluster.id !== '' ? ` (${clean(cluster.id)})` : '';
      yield `${palette.bold(`${clean(user.name)} ${placeName(namespace)}${where}`)}\n`;
      const width = Math.max(8, ...rows.map(({ resource }) => resource.length));
      yield `  ${' '.repeat(width)}  ${columns.map(clean).join('  ')}\n`;
      for (const { resource, cells } of rows) {
        const marks = cells.map((cell, index) => MARKS[cell].padEnd(columns[index]?.length ?? 1));
        yield `  ${clean(resource).padEnd(width)}  ${marks.join('  ').trimEnd()}\n`;
      }
      yield '\n';
    }
    for (const gap of gaps) yield `${palette.yellow('unknown')}  ${gapLine(gap, style)}\n`;
    if (gaps.length > 0) yield '\n';
  }
  if (user.groups.includes('system:masters'))
    yield palette.red(`${clean(user.name)} may do everything: the group system:masters is asked no rule\n\n`);
  else if (all.every(({ places, gaps }) => places.length === 0 && gaps.length === 0))
    yield `${clean(user.name)} may do nothing, as far as the manifests show\n\n`;
  yield palette.dim('✓ every object   n only objects that a rule names   · not\n');
}
