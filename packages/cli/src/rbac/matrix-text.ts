import { clean } from '@bulwark/report';
import type { User } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { matrixOf, type Cell } from './matrix.ts';
import { placeName } from './place-name.ts';
import type { Permissions } from './permissions.ts';

const MARKS: Readonly<Record<Cell, string>> = { all: '✓', named: 'n', none: '·' };

/** A table for each place: the resources down, the verbs across. */
export function* matrixText(all: readonly Permissions[], user: User, { palette }: TextStyle): IterableIterator<string> {
  for (const { cluster, places } of all) {
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
  }
  if (all.every(({ places }) => places.length === 0))
    yield `${clean(user.name)} may do nothing, as far as the manifests show\n\n`;
  yield palette.dim('✓ every object   n only objects that a rule names   · not\n');
}
