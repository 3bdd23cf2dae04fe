import { isObject, listAt, stringAt, valueAt, type Json, type Path } from '@bulwark/model';

import type { BuildFacts, Round, Style } from './candidate.ts';
import type { MarkableLeaf } from './object-candidates.ts';

/** What a kustomization or a plugin's file gives: values that can be marked, and texts that are patches. */
export interface Givings {
  readonly leaves: readonly MarkableLeaf[];
  readonly patches: readonly Path[];
}

/** What a Kustomization or Component itself puts into objects. */
export function kustomizationGivings(value: Json, facts: BuildFacts): Givings {
  const givings = new Collected(value, facts);
  for (const field of ['namespace', 'namePrefix', 'nameSuffix']) givings.add([field], 'affix');
  for (const field of ['commonLabels', 'commonAnnotations']) givings.map([field]);
  const each = (field: string, give: (path: Path) => void): void => {
    for (const index of listAt(value, field).keys()) give([field, index]);
  };
  each('labels', (path) => givings.map([...path, 'pairs']));
  for (const field of ['images', 'imageTags']) each(field, (path) => givings.image(path));
  each('replicas', (path) => givings.add([...path, 'count'], 'value', 'number'));
  each('replacements', (path) => givings.add([...path, 'sourceValue'], 'value'));
  for (const field of ['configMapGenerator', 'secretGenerator']) each(field, (path) => givings.generator(path));
  givings.options(['generatorOptions']);
  for (const field of ['patches', 'patchesJson6902']) each(field, (path) => givings.patch([...path, 'patch']));
  each('patchesStrategicMerge', (path) => givings.patch(path));
  return givings;
}

type ByKind = Readonly<Record<string, (givings: Collected) => void>>;

const PLUGINS: ByKind = {
  PrefixTransformer: (givings) => givings.add(['prefix'], 'affix'),
  SuffixTransformer: (givings) => givings.add(['suffix'], 'affix'),
  PrefixSuffixTransformer: (givings) => {
    givings.add(['prefix'], 'affix');
    givings.add(['suffix'], 'affix');
  },
  NamespaceTransformer: (givings) => givings.add(['metadata', 'namespace'], 'affix'),
  ImageTagTransformer: (givings) => givings.image(['imageTag']),
  LabelTransformer: (givings) => givings.map(['labels']),
  AnnotationsTransformer: (givings) => givings.map(['annotations']),
  ReplicaCountTransformer: (givings) => givings.add(['replica', 'count'], 'value', 'number'),
  PatchTransformer: (givings) => givings.patch(['patch']),
  PatchJson6902Transformer: (givings) => givings.patch(['jsonOp']),
  PatchStrategicMergeTransformer: (givings) => givings.patch(['patches']),
  ConfigMapGenerator: (givings) => givings.generator([]),
  SecretGenerator: (givings) => givings.generator([]),
};

/** What a built-in generator or transformer that stands in a file of its own puts into objects. */
export function pluginGivings(value: Json, facts: BuildFacts): Givings {
  const givings = new Collected(value, facts);
  const kind = stringAt(value, 'kind');
  if (kind !== undefined && Object.hasOwn(PLUGINS, kind)) PLUGINS[kind]?.(givings);
  return givings;
}

class Collected implements Givings {
  readonly leaves: MarkableLeaf[] = [];
  readonly patches: Path[] = [];
  readonly #value: Json;
  readonly #facts: BuildFacts;

  constructor(value: Json, facts: BuildFacts) {
    this.#value = value;
    this.#facts = facts;
  }

  #at(path: Path): Json | undefined {
    return valueAt(this.#value, path);
  }

  add(path: Path, round: Round, style: Style = 'any'): void {
    const value = this.#at(path);
    const fits = style === 'number' ? typeof value === 'number' : typeof value === 'string' && value !== '';
    if (fits && value !== undefined) this.leaves.push({ path, value, style, round });
  }

  /** Labels or annotations. */
  map(path: Path): void {
    const map = this.#at(path);
    if (!isObject(map)) return;
    for (const key of Object.keys(map)) this.add([...path, key], this.#facts.labelsDecide ? 'label' : 'value');
  }

  image(path: Path): void {
    const newName = this.#at([...path, 'newName']);
    const isLooked = typeof newName === 'string' && this.#facts.imageNames.has(newName);
    this.add([...path, 'newName'], isLooked ? 'compared' : 'value');
    for (const field of ['newTag', 'digest', 'tagSuffix']) this.add([...path, field], 'value');
  }

  /** `key=value`; one without a value is read from the environment, or refused. */
  generator(path: Path): void {
    const holder = this.#at(path) ?? null;
    for (const [index, literal] of listAt(holder, 'literals').entries()) {
      if (typeof literal === 'string' && literal.includes('=')) this.add([...path, 'literals', index], 'value');
    }
    this.add([...path, 'namespace'], 'affix');
    this.options([...path, 'options']);
  }

  options(path: Path): void {
    this.map([...path, 'labels']);
    this.map([...path, 'annotations']);
  }

  /** A patch that is written here; one that is a path is a file. */
  patch(path: Path): void {
    const text = this.#at(path);
    if (typeof text === 'string' && /[\n{[]/.test(text)) this.patches.push(path);
  }
}
