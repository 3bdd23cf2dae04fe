import { formatPath, valueAt, type Edit } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';
import type { EditText, SourceEdits } from './fix-result.ts';

/**
 * Edits of a file as edits of its own values: those of YAML that is itself a value, such as the patches that are written into a
 * kustomization, become one edit of that value for each. A reason where one of them cannot be made.
 */
export function ofValues(
  edits: readonly SourceEdits[],
  text: string,
  edit: EditText,
): readonly SourceEdits[] | { readonly reason: string } {
  const own = edits.filter(({ inner }) => inner === undefined);
  const written = edits.filter(({ inner }) => inner !== undefined);
  if (written.length === 0) return own;
  const made: SourceEdits[] = [];
  const documents = readDocuments(text);
  for (const group of Map.groupBy(written, whereOf).values()) {
    const [first] = group;
    if (first?.inner === undefined) continue;
    const { path, document, within = [], inner } = first;
    const before = valueAt(documents[document]?.value, [...within, ...inner.path]);
    const field = `${formatPath(inner.path)} of ${path}`;
    if (typeof before !== 'string') return { reason: `${field} holds no text` };
    const asked = [...Map.groupBy(group, (each) => each.inner?.document ?? 0)].map(([number, each]) => ({
      document: number,
      edits: lastItemsFirst(each.flatMap((one) => one.edits)),
    }));
    const { text: after, refused } = edit(before, asked);
    if (refused[0] !== undefined) return { reason: `in ${field}: ${refused[0].reason}` };
    const set: Edit = { op: 'set', path: inner.path, value: after };
    made.push({ path, document, ...(first.within !== undefined && { within: first.within }), edits: [set] });
  }
  return [...own, ...made];
}

/** Items that go give their numbers to the next ones: the last is taken first, after all that is not taken away. */
function lastItemsFirst(edits: readonly Edit[]): readonly Edit[] {
  const itemOf = ({ op, path }: Edit): number => {
    const last = path.at(-1);
    return op === 'delete' && typeof last === 'number' ? last : Infinity;
  };
  return edits.toSorted((a, b) => (itemOf(a) === itemOf(b) ? 0 : itemOf(b) - itemOf(a)));
}

/** Which value the edits are in. */
function whereOf({ document, within = [], inner }: SourceEdits): string {
  return formatPath([document, ...within, ...(inner?.path ?? [])]);
}
