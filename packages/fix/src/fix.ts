import { verdictsOf } from '@bulwark/engine';
import { formatPath } from '@bulwark/model';
import { isSame } from './differences.ts';
import type { FixInput, FixResult, Scanned } from './fix-result.ts';
import type { Tree } from './tree.ts';
import { Workshop } from './workshop.ts';

const DISAGREES = 'a scan of the changed file says something else than was proved of it';

/**
 * Makes the fixes of a scan's findings in the texts of their files, as far as each is proved: the object has the value that is
 * asked for, nothing else in its file differs, the finding is gone, and nothing new is found or has become unknown anywhere.
 * What the files hold then is read and judged as a whole once more. Writes nothing.
 */
export async function fixFindings<After extends Scanned>(input: FixInput<After>): Promise<FixResult<After>> {
  const distrusted = new Set<string>();
  const whyNot = (path: string): string | undefined => (distrusted.has(path) ? DISAGREES : input.whyNot?.(path));
  for (;;) {
    const workshop = new Workshop({ ...input, whyNot });
    workshop.run();
    const { texts } = workshop;
    if (texts.size === 0) return { files: [], ...workshop.rest(), after: undefined };
    const after = await input.rescan(texts);
    const wrong = disagreeing(workshop.tree, after);
    if (wrong.size === 0) return { files: workshop.files(), ...workshop.rest(), after };
    const edited = [...texts.keys()];
    const suspects = edited.filter((path) => wrong.has(path));
    for (const path of suspects.length > 0 ? suspects : edited) distrusted.add(path);
  }
}

/** The files of the objects that the second scan reads or judges otherwise. */
function disagreeing({ inventory, result }: Tree, after: Scanned): ReadonlySet<string> {
  const wrong = new Set<string>();
  const now = after.inventory.objects;
  if (now.length !== inventory.objects.length) return new Set(inventory.objects.map(pathOf));
  for (const [at, object] of inventory.objects.entries()) {
    const read = now[at];
    if (read === undefined || !isSame(object.value, read.value) || told(result, object) !== told(after, read))
      wrong.add(pathOf(object));
  }
  return wrong;
}

function pathOf(object: Scanned['inventory']['objects'][number]): string {
  return object.origin?.file.path ?? '';
}

/** All that is said of an object, in one text. */
function told(result: Tree['result'], object: Scanned['inventory']['objects'][number]): string {
  const { findings, unknown } = verdictsOf(result, object);
  const words = [
    ...findings.map(({ fingerprint, message }) => `${fingerprint} ${message}`),
    ...unknown.map(({ control, path, reason }) => `${control} ${formatPath(path)} ${reason}`),
  ];
  return words.toSorted().join('\n');
}
