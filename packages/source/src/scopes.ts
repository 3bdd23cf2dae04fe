/** A file with the identities of the whole objects in it. */
export interface FileIdentities {
  readonly path: string;
  /** What two files cannot have both in one cluster: names, or numbers that stand for them. */
  readonly identities: readonly (string | number)[];
}

/**
 * Which files make up one cluster: the scope of each file that is not in the scope of the whole input. Two files that
 * declare the same object cannot belong to one cluster, so below the deepest folder that they share, each one's folder is a scope of
 * its own; two such files in one folder are scopes by themselves. Inside a new scope the same is done again.
 */
export function splitScopes(files: readonly FileIdentities[]): ReadonlyMap<string, string> {
  const scopes = new Map<string, string>();
  split('', files, scopes);
  return scopes;
}

function split(scope: string, files: readonly FileIdentities[], scopes: Map<string, string>): void {
  const parts = new Set<string>();
  for (const paths of conflictsOf(files)) addParts(paths, parts);
  const members = new Map<string, FileIdentities[]>();
  for (const file of files) {
    const part = innermost(file.path, scope, parts);
    const list = members.get(part);
    if (list === undefined) members.set(part, [file]);
    else list.push(file);
  }
  for (const [part, own] of members) {
    if (part !== scope) split(part, own, scopes);
    else if (scope !== '') for (const { path } of own) scopes.set(path, scope);
  }
}

/** The paths of the files that declare one identity, for each that more than one file declares. */
function conflictsOf(files: readonly FileIdentities[]): Iterable<ReadonlySet<string>> {
  const owners = new Map<string | number, string>();
  const conflicts = new Map<string | number, Set<string>>();
  for (const { path, identities } of files) {
    for (const identity of identities) {
      const owner = owners.get(identity);
      if (owner === undefined) owners.set(identity, path);
      else if (owner !== path) conflicts.set(identity, (conflicts.get(identity) ?? new Set([owner])).add(path));
    }
  }
  return conflicts.values();
}

/** Adds the folders, or files, that tell `paths` apart. */
function addParts(paths: ReadonlySet<string>, parts: Set<string>): void {
  const folder = paths.values().map(folderOf).reduce(commonFolder);
  const direct: string[] = [];
  for (const path of paths) {
    const end = path.indexOf('/', folder.length + 1);
    if (end === -1) direct.push(path);
    else parts.add(path.slice(0, end));
  }
  // One alone among deeper ones stays where it is: they see it and declare it anew.
  if (direct.length > 1) for (const path of direct) parts.add(path);
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (folder !== '' && b !== folder && !b.startsWith(`${folder}/`)) folder = folderOf(folder);
  return folder;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The deepest of `parts` that holds `path`; `scope` where none does. */
function innermost(path: string, scope: string, parts: ReadonlySet<string>): string {
  if (parts.size === 0) return scope;
  for (let part = path; part.length > scope.length; part = folderOf(part)) if (parts.has(part)) return part;
  return scope;
}
