import { isObject, listAt, member, objectAt, stringAt, type Json, type JsonObject, type Path } from '@bulwark/model';

/** How a file goes into a build: it decides which of its values can be told apart, and how. */
export type Role =
  /** API objects. */
  | 'resource'
  /** Parts of API objects, laid over those of the same name, or a list of operations on one. */
  | 'patch'
  /** A generator or transformer in a file of its own. */
  | 'plugin'
  | 'kustomization'
  /** `KEY=value`, a line each. */
  | 'env'
  /** The value of a key of a ConfigMap or Secret, as it is. */
  | 'data'
  /** Replacements in a file of their own. */
  | 'replacement'
  /** Says how to build, and nothing of it is seen in the outcome. */
  | 'setting';

/** Something that a kustomization, or a plugin's file, names. */
export interface Reference {
  /** As it is written. */
  readonly entry: string;
  readonly path: Path;
  readonly role: Role;
  /** Whether it may be a folder with a kustomization, or a repository. */
  readonly mayBeFolder: boolean;
}

type Found = (entry: Json | undefined, path: Path, role: Role, mayBeFolder?: boolean) => void;

/** What a Kustomization or Component names, in its order. What is written into it is not here. */
export function referencesOf(kustomization: Json): Reference[] {
  const found: Reference[] = [];
  const add: Found = (entry, path, role, mayBeFolder = false) => {
    if (typeof entry === 'string' && entry !== '' && !entry.includes('\n')) found.push({ entry, path, role, mayBeFolder });
  };
  const each = (field: string, role: Role, mayBeFolder = false): void => {
    for (const [index, entry] of listAt(kustomization, field).entries()) add(entry, [field, index], role, mayBeFolder);
  };
  each('resources', 'resource', true);
  each('bases', 'resource', true);
  each('components', 'kustomization', true);
  each('generators', 'plugin', true);
  each('transformers', 'plugin', true);
  each('validators', 'plugin', true);
  each('patchesStrategicMerge', 'patch');
  for (const field of ['patches', 'patchesJson6902']) pathsIn(kustomization, field, 'patch', add);
  pathsIn(kustomization, 'replacements', 'replacement', add);
  each('crds', 'setting');
  each('configurations', 'setting');
  add(member(objectAt(kustomization, 'openapi'), 'path'), ['openapi', 'path'], 'setting');
  for (const field of ['configMapGenerator', 'secretGenerator']) {
    for (const [index, generator] of listAt(kustomization, field).entries()) generatorFiles(generator, [field, index], add);
  }
  return found;
}

/** What a built-in generator or transformer that stands in a file of its own names. */
export function pluginReferences(plugin: Json): Reference[] {
  const found: Reference[] = [];
  const add: Found = (entry, path, role) => {
    if (typeof entry === 'string' && entry !== '' && !entry.includes('\n')) {
      found.push({ entry, path, role, mayBeFolder: false });
    }
  };
  const kind = stringAt(plugin, 'kind');
  if (kind === 'ConfigMapGenerator' || kind === 'SecretGenerator') generatorFiles(plugin, [], add);
  if (kind === 'PatchTransformer' || kind === 'PatchJson6902Transformer') add(member(plugin, 'path'), ['path'], 'patch');
  if (kind === 'PatchStrategicMergeTransformer') {
    for (const [index, entry] of listAt(plugin, 'paths').entries()) add(entry, ['paths', index], 'patch');
  }
  if (kind === 'ReplacementTransformer') pathsIn(plugin, 'replacements', 'replacement', add);
  return found;
}

function pathsIn(holder: Json, field: string, role: Role, add: Found): void {
  for (const [index, entry] of listAt(holder, field).entries()) add(member(entry, 'path'), [field, index, 'path'], role);
}

/** `files` may say the key before the file: `key=file`. */
function generatorFiles(generator: Json, path: Path, add: Found): void {
  for (const [index, entry] of listAt(generator, 'files').entries()) {
    const file = typeof entry === 'string' ? entry.slice(entry.indexOf('=') + 1) : undefined;
    add(file, [...path, 'files', index], 'data');
  }
  for (const [index, entry] of listAt(generator, 'envs').entries()) add(entry, [...path, 'envs', index], 'env');
  add(member(generator, 'env'), [...path, 'env'], 'env');
}

const CHART_FIELDS = ['helmCharts', 'helmChartInflationGenerator'];

/** The field by which a kustomization has helm make objects; undefined where there is none. */
export function chartField(value: Json): string | undefined {
  return CHART_FIELDS.find((field) => listAt(value, field).length > 0);
}

/** Whether a generator's file has helm make objects. */
export function isChartPlugin(value: Json): value is JsonObject {
  return isObject(value) && stringAt(value, 'kind') === 'HelmChartInflationGenerator';
}

/** Whether a plugin's file wants a program or an image to run. */
export function isFunction(value: Json): boolean {
  const annotations = objectAt(value, 'metadata', 'annotations');
  return member(annotations, 'config.kubernetes.io/function') !== undefined || stringAt(value, 'kind') === 'ExecPlugin';
}
