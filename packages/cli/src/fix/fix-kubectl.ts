import { guardedPatch, mergePatch, type FixedObject } from '@bulwark/fix';
import { applyEdits, fixedChanges, isObject } from '@bulwark/model';
import { amount, clean, jsonText, objectName } from '@bulwark/report';
import { shellWord } from '../shell-word.ts';
import type { Fixed } from './fix.ts';
import { fixedObjects } from './left-groups.ts';

/** A script that patches the objects where they run. What no command can do is said in comments. */
export function* fixKubectl(result: Fixed): IterableIterator<string> {
  const all = fixedObjects(result);
  const scopes = new Set(all.map(({ fixed }) => fixed.object.scope));
  yield '#!/bin/sh\nset -eu\n# Patches of what bulwark fix finds. An object that is not as it was in its file may refuse its patch: then the script stops.\n';
  if (scopes.size > 1) {
    yield `# The files are of ${amount(scopes.size, 'cluster')}, as objects in them have the same names: name the folder of one to get its part alone.\n`;
  }
  for (const { path, fixed } of all) {
    const { object, fixes } = fixed;
    const controls = [...new Set(fixes.map(({ finding }) => finding.control))];
    yield `\n# ${objectName(object)} in ${clean(path)}: ${controls.join(', ')}\n`;
    const reason = whyLeft(fixed);
    yield reason === undefined ? `${commandOf(fixed)}\n` : `# left: ${reason}\n`;
  }
}

function whyLeft({ object, edits }: FixedObject): string | undefined {
  if (object.partial === 'kustomize-patch') return 'it is a patch of Kustomize, and no object of a cluster';
  if (!object.identified) return 'it has no name of its own';
  const after = applyEdits(object.value, edits);
  const [kept] = isObject(after) ? fixedChanges(object.value, after) : [];
  return kept === undefined ? undefined : `${clean(kept.message)}: delete it, and make it anew from its file`;
}

function commandOf({ object, edits }: FixedObject): string {
  const merge = mergePatch(object.value, edits);
  const type = merge === undefined ? 'json' : merge.type;
  const patch = jsonText(merge === undefined ? guardedPatch(object.value, edits) : merge.value);
  const where = object.namespace === undefined ? [] : [`--namespace=${object.namespace}`];
  const words = ['kubectl', 'patch', ...where, `--type=${type}`, `--patch=${patch}`, '--', resourceOf(object), object.name];
  return words.map(shellWord).join(' ');
}

/** `deployment.v1.apps`: of this version, whatever the server prefers. */
function resourceOf({ apiVersion, group, kind }: FixedObject['object']): string {
  const version = apiVersion.slice(group === '' ? 0 : group.length + 1);
  return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${version}.${group}`;
}
