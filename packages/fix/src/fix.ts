import { verdictsOf } from '@bulwark/engine';
import { formatPath, type KubeObject } from '@bulwark/model';
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
  const distrusted = { files: new Set<string>(), objects: new Set<number>() };
  const whyNot = (path: string): string | undefined => (distrusted.files.has(path) ? DISAGREES : input.whyNot?.(path));
  const whyNotObject = (at: number): string | undefined => (distrusted.objects.has(at) ? DISAGREES : undefined);
  for (;;) {
    const workshop = new Workshop({ ...input, whyNot, whyNotObject });
    workshop.run();
    const { texts, made } = workshop;
    if (texts.size === 0) return { files: [], ...workshop.rest(), after: undefined };
    const after = await input.rescan(texts);
    const wrong = disagreeing(workshop.tree, after);
    if (wrong.length === 0) return { files: workshop.files(), ...workshop.rest(), after };
    const paths = new Set(wrong.map((at) => pathOf(workshop.tree.inventory.objects[at])));
    const files = [...texts.keys()].filter((path) => paths.has(path));
    const objects = made.filter((at) => wrong.includes(at));
    const isTold = files.length + objects.length > 0;
    for (const path of isTold ? files : texts.keys()) distrusted.files.add(path);
    for (const at of isTold ? objects : made) distrusted.objects.add(at);
  }
}

/** The numbers of the objects that the second scan reads or judges otherwise. */
function disagreeing({ inventory, result }: Tree, after: Scanned): readonly number[] {
  const now = after.inventory.objects;
  if (now.length !== inventory.objects.length) return [...inventory.objects.keys()];
  return [...inventory.objects.keys()].filter((at) => {
    const [object, read] = [inventory.objects[at], now[at]];
    if (object === undefined || read === undefined) return true;
    return !isSame(object.value, read.value) || told(result, object) !== told(after, read);
  });
}

function pathOf(object: KubeObject | undefined): string {
  return object?.origin?.file.path ?? '';
}

/** All that is said of an object, in one text. */
function told(result: Tree['result'], object: KubeObject): string {
  const { findings, unknown } = verdictsOf(result, object);
  const words = [
    ...findings.map(({ fingerprint, message }) => `${fingerprint} ${message}`),
    ...unknown.map(({ control, path, reason }) => `${control} ${formatPath(path)} ${reason}`),
  ];
  return words.toSorted().join('\n');
}
