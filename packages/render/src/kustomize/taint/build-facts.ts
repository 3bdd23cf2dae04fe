import { isObject, listAt, stringAt, type Json } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { BuildFile, BuildGraph } from '../build-graph.ts';
import type { Role } from '../reference.ts';
import type { BuildFacts } from './candidate.ts';
import { kustomizationGivings, pluginGivings } from './kustomization-candidates.ts';
import { itemKeys, rootsOf } from './object-candidates.ts';

/** What is known of a build from its files and its outcome, before values are judged. */
export function buildFacts(graph: BuildGraph, outcome: readonly Json[]): BuildFacts {
  const files = [...graph.files.values()];
  const steering = files.filter(({ roles }) => STEERING.some((role) => roles.has(role)));
  const patches = files.filter(({ roles }) => roles.has('patch')).map(({ file }) => file);
  const texts = steering.map(({ file }) => file.text);
  const tested = [...texts, ...patches.map(({ text }) => text)].flatMap(testedFields);
  const inner = steering.flatMap(({ file }) => file.documents.flatMap(({ value }) => innerKeys(value ?? null)));
  return {
    names: new Set([...files.flatMap(namesIn), ...outcome.flatMap(namesOf)]),
    labelsDecide: texts.some((text) => /labelSelector|annotationSelector/.test(text)),
    comparedFields: new Set([...texts.flatMap(conditions).map(({ field }) => field), ...tested]),
    lookedKeys: new Set<Json>([
      ...patches.flatMap(({ documents }) => documents.flatMap(({ value }) => itemKeys(value ?? null))),
      ...inner,
      ...texts.flatMap(conditions).map(({ value }) => value),
    ]),
    imageNames: new Set(steering.flatMap(imageNamesIn)),
  };
}

const STEERING: readonly Role[] = ['kustomization', 'plugin', 'replacement'];

/** Of patches that are written into a kustomization or a plugin's file. */
function innerKeys(value: Json): Json[] {
  const { patches } =
    isObject(value) && stringAt(value, 'kind')?.includes('Transformer')
      ? pluginGivings(value, NO_FACTS)
      : kustomizationGivings(value, NO_FACTS);
  return patches.flatMap((path) =>
    readDocuments(stringAt(value, ...path) ?? '').flatMap((document) => itemKeys(document.value ?? null)),
  );
}

const NO_FACTS: BuildFacts = {
  names: new Set(),
  labelsDecide: false,
  comparedFields: new Set(),
  lookedKeys: new Set(),
  imageNames: new Set(),
};

function namesIn({ file, roles }: BuildFile): string[] {
  if (roles.has('kustomization')) {
    return ['configMapGenerator', 'secretGenerator'].flatMap((field) =>
      file.documents.flatMap(({ value }) => listAt(value, field).flatMap((each) => stringAt(each, 'name') ?? [])),
    );
  }
  if (!roles.has('resource') && !roles.has('patch') && !roles.has('plugin')) return [];
  return file.documents.flatMap(({ value }) =>
    value === undefined ? [] : rootsOf(value).flatMap((root) => namesOf(root.value)),
  );
}

function namesOf(object: Json): string[] {
  return ['name', 'namespace'].flatMap((field) => stringAt(object, 'metadata', field) ?? []);
}

function imageNamesIn({ file }: BuildFile): string[] {
  return file.documents.flatMap(({ value }) =>
    ['images', 'imageTags'].flatMap((field) => listAt(value, field).flatMap((each) => stringAt(each, 'name') ?? [])),
  );
}

/** `spec.containers.[name=web].image` chooses the item whose `name` is `web`. */
function conditions(text: string): { field: string; value: string }[] {
  return [...text.matchAll(/\[([\w./-]+)=([^\]\n]*)\]/g)].map((match) => ({
    field: (match[1] ?? '').split(/[./]/).at(-1) ?? '',
    value: match[2] ?? '',
  }));
}

/** Where operations of a JSON Patch test something, all fields that its operations name. */
function testedFields(text: string): string[] {
  if (!/\bop["']?\s*:\s*["']?test\b/.test(text)) return [];
  return [...text.matchAll(/\bpath["']?\s*:\s*["']?([^\s"',}]+)/g)].map((match) => match[1]?.split('/').at(-1) ?? '');
}
