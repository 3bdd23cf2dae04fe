import { listAt, stringAt, type Json } from '@bulwark/model';

import type { BuildFile, BuildGraph } from '../build-graph.ts';
import type { Role } from '../reference.ts';
import type { BuildFacts } from './candidate.ts';
import { rootsOf } from './object-candidates.ts';

/** What is known of a build from its files and its outcome, before values are judged. */
export function buildFacts(graph: BuildGraph, outcome: readonly Json[]): BuildFacts {
  const files = [...graph.files.values()];
  const steering = files.filter(({ roles }) => STEERING.some((role) => roles.has(role)));
  const patches = files.filter(({ roles }) => roles.has('patch')).map(({ file }) => file);
  const texts = steering.map(({ file }) => file.text);
  const tested = [...texts, ...patches.map(({ text }) => text)].flatMap(testedFields);
  return {
    names: new Set([...files.flatMap(namesIn), ...outcome.flatMap(namesOf)]),
    labelsDecide: texts.some((text) => /labelSelector|annotationSelector/.test(text)),
    comparedFields: new Set([...texts.flatMap(conditionFields), ...tested]),
    imageNames: new Set(steering.flatMap(imageNamesIn)),
  };
}

const STEERING: readonly Role[] = ['kustomization', 'plugin', 'replacement'];

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

/** `spec.containers.[name=web].image` chooses by `name`. */
function conditionFields(text: string): string[] {
  return [...text.matchAll(/\[([\w./-]+)=/g)].map((match) => (match[1] ?? '').split(/[./]/).at(-1) ?? '');
}

/** Where operations of a JSON Patch test something, all fields that its operations name. */
function testedFields(text: string): string[] {
  if (!/\bop["']?\s*:\s*["']?test\b/.test(text)) return [];
  return [...text.matchAll(/\bpath["']?\s*:\s*["']?([^\s"',}]+)/g)].map((match) => match[1]?.split('/').at(-1) ?? '');
}
