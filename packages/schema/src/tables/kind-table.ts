import { includesMinor, splitMinors } from './minors.ts';

/** What one minor knows of a kind. */
export interface KindLine {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** The name in paths and in RBAC rules; of a subresource with its resource: `pods/eviction`. */
  readonly resource: string;
  readonly definition: string;
  /** Whether objects of it can be created. */
  readonly creatable: boolean;
}

/** The kinds of a minor, by API version and kind. */
export type KindsByVersion = ReadonlyMap<string, ReadonlyMap<string, KindLine>>;

export function readKinds(text: string, minor: number): KindsByVersion {
  const kinds = new Map<string, Map<string, KindLine>>();
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) section = line.slice(2);
    else if (line !== '') addKind(kinds, section, line, minor);
  }
  return kinds;
}

function addKind(kinds: Map<string, Map<string, KindLine>>, apiVersion: string, line: string, minor: number): void {
  const [words, minors] = splitMinors(line);
  if (!includesMinor(minors, minor)) return;
  const [kind = '', scope, resource = '', definition = '', mark] = words.split(' ');
  const ofVersion = kinds.get(apiVersion) ?? new Map<string, KindLine>();
  kinds.set(apiVersion, ofVersion);
  ofVersion.set(kind, {
    apiVersion,
    kind,
    namespaced: scope === 'namespaced',
    resource,
    definition,
    creatable: mark !== 'read-only',
  });
}
