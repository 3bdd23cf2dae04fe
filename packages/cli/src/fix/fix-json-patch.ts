import { guardedPatch, type FixedObject } from '@bulwark/fix';
import { jsonLines } from '@bulwark/report';
import type { Fixed } from './fix.ts';
import { fixedObjects } from './left-groups.ts';

/** A JSON patch (RFC 6902) of each object, with tests in it, so that it fails on an object that is not the one that was judged. */
export function* fixJsonPatch(result: Fixed): IterableIterator<string> {
  yield* jsonLines(fixedObjects(result), ({ path, fixed }) => patchView(path, fixed), '');
  yield '\n';
}

function patchView(file: string, { object, edits, fixes }: FixedObject): unknown {
  const { apiVersion, kind, namespace, name, value, origin } = object;
  return {
    file,
    document: origin?.document,
    within: origin?.within,
    object: { apiVersion, kind, namespace, name },
    controls: [...new Set(fixes.map(({ finding }) => finding.control))],
    patch: guardedPatch(value, edits),
  };
}
