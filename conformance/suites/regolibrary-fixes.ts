import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import {
  applyEdits,
  Inventory,
  isArray,
  isKubeValue,
  KindSchemas,
  kubeObject,
  valueAt,
  type Finding,
  type Json,
  type KubeObject,
  type Path,
} from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Apart, Case, Suite } from '../suite.ts';
import { questions } from './kubescape-tests.ts';
import { REGOLIBRARY } from './regolibrary.ts';
import type { AlertedObject, FixPath, RuleTest } from './regolibrary-rules.ts';
import { parametersOf } from './regolibrary-settings.ts';

const kinds = new KindSchemas(await loadSchema());

const NO_MODE = 'is about a server without the flag, of which authorization/always-allow speaks';
const A_GROUP = 'wants a group as well, 1000: which one the files of the image are for is not known, and pod/low-gid asks for it';

/** Alerts that we mend otherwise, or leave to a person, by `rule/test/number`. */
const DECIDED: Readonly<Record<string, string>> = {
  'ensure-that-the-api-server-authorization-mode-argument-includes-Node/failed/1': NO_MODE,
  'ensure-that-the-api-server-authorization-mode-argument-includes-RBAC/failed/1': NO_MODE,
  'non-root-containers/deployment-fail/1': A_GROUP,
  'non-root-containers/pod-initcontainer/0': A_GROUP,
  'non-root-containers/workloads-initcontainer/0': A_GROUP,
};

/** Where Kubescape's rules say what would mend an object: that our fix of the counterpart mends it too, and that the field is then right. */
export const regolibraryFixes: Suite = {
  id: 'regolibrary-fixes',
  title: "Kubescape's fix paths: our fix clears the finding, and the field that they name holds what it should",
  oracle: 'the fixPaths of the alerts in expected.json of each test',
  exceptions: [],
  run: (corpora) => (existsSync(join(corpora, REGOLIBRARY.folder)) ? cases(corpora) : undefined),
  apart: (corpora) => [...asked(corpora)].flatMap((each) => ('agrees' in each ? [] : [each])),
};

function* cases(corpora: string): Iterable<Case> {
  for (const each of asked(corpora)) if ('agrees' in each) yield each;
}

function* asked(corpora: string): Iterable<Case | Apart> {
  for (const question of questions(REGOLIBRARY, corpora)) {
    const { test } = question;
    for (const [index, paths] of test.fixes.entries()) {
      if (paths.length === 0) continue;
      const id = `${test.rule}/${test.name}/${index}`;
      const why = 'why' in question ? question.why : (REGOLIBRARY.decided[`${test.rule}/${test.name}`] ?? DECIDED[id]);
      if (why !== undefined || 'why' in question) yield { group: test.rule, why: why ?? '' };
      else yield judge(id, test, question.chosen, { objects: test.alerts[index] ?? [], paths });
    }
  }
}

interface Alert {
  readonly objects: readonly AlertedObject[];
  readonly paths: readonly FixPath[];
}

function judge(id: string, test: RuleTest, chosen: readonly Control[], { objects, paths }: Alert): Case | Apart {
  const isMeant = ({ kind, name }: { readonly kind: string; readonly name: string }): boolean =>
    objects.some((object) => object.kind === kind && object.name === name);
  const { inventory } = load([test.folder], { complete: true });
  const findingsIn = (tree: Inventory): readonly Finding[] =>
    scan(tree, { controls: chosen, kinds, parameters: parametersOf(test.settings, chosen) }).findings.filter(({ object }) =>
      isMeant(object),
    );
  const before = findingsIn(inventory);
  const after = mended(inventory, findingsIn, isMeant);
  const left = findingsIn(after);
  const wrong = paths.filter((each) => !after.objects.some((object) => isMeant(object) && isRight(object, each)));
  const isLeft = left.length > 0 && left.every(({ fix }) => fix === undefined) && wrong.every(({ value }) => isForAPerson(value));
  if (isLeft) return { group: test.rule, why: 'names a field whose value a person must choose, and so do we' };
  return {
    id,
    agrees: before.length > 0 && left.length === 0 && wrong.length === 0,
    detail: [
      ...(before.length === 0 ? ['no finding'] : []),
      ...left.map(({ control, message }) => `${control} stays: ${message}`),
      ...wrong.map(({ path, value }) => `${path} is not ${value}`),
    ].join('; '),
  };
}

const ROUNDS = 8;

/** All fixes of some objects made, suggestions too, until there is none left to be made. */
function mended(
  tree: Inventory,
  findingsIn: (tree: Inventory) => readonly Finding[],
  isMeant: (object: KubeObject) => boolean,
): Inventory {
  let now = tree;
  for (let round = 0; round < ROUNDS; round++) {
    const edits = findingsIn(now).flatMap(({ fix, object }) => (fix?.edits ?? []).map((edit) => ({ edit, object })));
    if (edits.length === 0) break;
    const objects = now.objects.map((object) => {
      const own = edits.filter((each) => each.object.kind === object.kind && each.object.name === object.name);
      const value = isMeant(object)
        ? applyEdits(
            object.value,
            own.map(({ edit }) => edit),
          )
        : object.value;
      return isKubeValue(value) ? kubeObject(value, object) : object;
    });
    now = Inventory.of(objects, { complete: tree.complete });
  }
  return now;
}

const isForAPerson = (value: string): boolean => value === 'YOUR_VALUE' || value.includes('<');

/** Whether the field holds what the alert asks for, itself or by what stands for it: the pod's security context, a flag of a command, all capabilities. */
function isRight({ value }: KubeObject, { path, value: wanted }: FixPath): boolean {
  const at = pathOf(path);
  const list = typeof at.at(-1) === 'number' ? valueAt(value, at.slice(0, -1)) : undefined;
  if (isArray(list)) return list.some((item) => holds(item, wanted)) || (at.includes('capabilities') && list.includes('ALL'));
  return [at, inPod(at)].some((place) => {
    const found = place === undefined ? undefined : valueAt(value, place);
    if (found === undefined || found === null) return wanted === 'false' && at.at(-1) === 'privileged';
    return isForAPerson(wanted) || text(found) === wanted;
  });
}

/** A flag that takes a list may hold more, in another order. */
function holds(item: Json, wanted: string): boolean {
  if (typeof item !== 'string' || item === wanted) return item === wanted;
  const [flag, values] = wanted.split('=');
  const [own, given] = item.split('=');
  return flag === own && values !== undefined && values.split(',').every((value) => given?.split(',').includes(value));
}

const text = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function inPod(path: Path): Path | undefined {
  const list = path.findIndex((step) => /^(?:init|ephemeral)?[cC]ontainers$/.test(String(step)));
  return list === -1 ? undefined : [...path.slice(0, list), ...path.slice(list + 2)];
}

/** `spec.containers[0].image`, `metadata.labels[app]`. */
function pathOf(path: string): Path {
  return [...path.matchAll(/\[([^\]]*)\]|[^.[]+/g)].map(([whole, key]) =>
    key === undefined ? whole : /^\d+$/.test(key) ? Number(key) : key,
  );
}
