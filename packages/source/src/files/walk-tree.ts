import { formatBytes, LIMITS } from '../limits.ts';
import type { Entry, EntryKind, FileSystem } from './file-system.ts';
import { FOREIGN_FOLDERS } from './foreign-folders.ts';
import type { FoundFiles } from './found-files.ts';
import { IGNORE_FILES, IgnoreRules, type IgnoreFile } from './ignore-rules.ts';
import { leaveIgnored } from './leave-ignored.ts';
import { isManifestPath } from './manifest-path.ts';
import { readFailure } from './read-failure.ts';

/** A file or folder below the named folder. */
interface Place {
  /** The way from the named folder, without a slash at its end; empty for that folder. */
  readonly way: string;
  /** Where it is, without links. */
  readonly location: string;
  /** Folders between it and the named one. */
  readonly depth: number;
}

interface Link extends Place {
  readonly rules: IgnoreRules;
}

interface Walk {
  readonly fs: FileSystem;
  readonly found: FoundFiles;
  readonly root: string;
  readonly shown: (way: string) => string;
  readonly links: Link[];
}

/**
 * Finds the manifests below the folder at `root`, shown as `shown`. Links come last, so that what can be reached without
 * them is shown without them.
 */
export function walkTree(fs: FileSystem, found: FoundFiles, root: string, shown: string): void {
  const prefix = shown === '' || shown.endsWith('/') ? shown : `${shown}/`;
  const walk: Walk = { fs, found, root, shown: (way) => prefix + way, links: [] };
  enter(walk, { way: '', location: root, depth: 0 }, IgnoreRules.NONE);
  while (walk.links.length > 0) {
    const links = walk.links.splice(0).toSorted((a, b) => (a.way < b.way ? -1 : 1));
    for (const link of links) followLink(walk, link);
  }
}

function enter(walk: Walk, folder: Place, above: IgnoreRules): void {
  const { fs, found } = walk;
  const shown = walk.shown(folder.way === '' ? '' : `${folder.way}/`);
  if (!found.claim(folder.location, shown)) return;
  if (folder.depth > LIMITS.folderDepth) {
    found.leave(shown, 'failed', `lies deeper than ${LIMITS.folderDepth} folders`);
    return;
  }
  let entries: readonly Entry[];
  try {
    entries = fs.list(folder.location);
  } catch (error) {
    found.leave(shown || './', 'failed', readFailure(error), folder.way === '');
    return;
  }
  const rules = rulesIn(walk, folder, entries, above);
  for (const { name, kind } of entries) {
    const way = folder.way === '' ? name : `${folder.way}/${name}`;
    visit(walk, { way, location: below(folder.location, name), depth: folder.depth + 1 }, { name, kind }, rules);
  }
}

function visit(walk: Walk, place: Place, { name, kind }: Entry, rules: IgnoreRules): void {
  if (kind === 'link') walk.links.push({ ...place, rules });
  else if (kind === 'folder') visitFolder(walk, place, name, rules);
  else if (isManifestPath(name)) visitFile(walk, place, kind, rules);
}

function visitFolder(walk: Walk, place: Place, name: string, rules: IgnoreRules): void {
  if (FOREIGN_FOLDERS.has(name)) return leaveForeign(walk, place, name);
  const ignoredBy = rules.ignores(`${place.way}/`);
  if (ignoredBy === undefined) return enter(walk, place, rules);
  const { location, depth } = place;
  const shown = walk.shown(`${place.way}/`);
  leaveIgnored(walk.fs, walk.found, { location, shown, depth, reason: `ignored by ${ignoredBy}` });
}

/** A repository's own folder is no news; packages may hold manifests that somebody misses. */
function leaveForeign(walk: Walk, place: Place, name: string): void {
  if (name === '.git' || walk.found.shownAt(place.location) !== undefined) return;
  walk.found.leave(walk.shown(`${place.way}/`), 'skipped', 'packages of others');
}

function visitFile(walk: Walk, place: Place, kind: EntryKind, rules: IgnoreRules): void {
  const { found } = walk;
  const path = walk.shown(place.way);
  // What was named is dealt with already.
  if (found.shownAt(place.location) !== undefined) return;
  const ignoredBy = rules.ignores(place.way);
  // An ignored file is not claimed: a link that nothing ignores may still lead to it.
  if (ignoredBy !== undefined) found.leave(path, 'skipped', `ignored by ${ignoredBy}`);
  else if (!found.claim(place.location, path)) return;
  else if (kind !== 'file') found.leave(path, 'skipped', `a ${kind}, not a file`);
  else found.files.push({ path, location: place.location, named: false });
}

function followLink(walk: Walk, link: Link): void {
  const isManifest = isManifestPath(link.way);
  const path = walk.shown(link.way);
  const skip = (reason: string): void => {
    if (isManifest) walk.found.leave(path, 'skipped', reason);
  };
  const ignoredBy = link.rules.ignores(link.way);
  if (ignoredBy !== undefined) return skip(`ignored by ${ignoredBy}`);
  const target = targetOf(walk.fs, link.location);
  if ('reason' in target) return skip(target.reason);
  const isFolder = target.kind === 'folder';
  const outside = strayed(walk, target.location);
  if (outside !== undefined) return isFolder ? walk.found.leave(`${path}/`, 'skipped', outside) : skip(outside);
  if (isFolder) return enter(walk, { ...link, location: target.location }, link.rules);
  const twin = walk.found.shownAt(target.location);
  if (twin !== undefined) return skip(`a link to ${twin}`);
  if (isManifest) visitFile(walk, { ...link, location: target.location }, target.kind, IgnoreRules.NONE);
}

function targetOf(
  fs: FileSystem,
  path: string,
): { readonly location: string; readonly kind: EntryKind } | { readonly reason: string } {
  try {
    const location = fs.realPath(path);
    return { location, kind: fs.kindOf(location) };
  } catch (error) {
    const reason = readFailure(error);
    return { reason: reason === 'does not exist' ? 'a link to nothing' : reason };
  }
}

/** Why a link is not followed to `location`; undefined where it stays in the tree. */
function strayed(walk: Walk, location: string): string | undefined {
  if (location === walk.root) return undefined;
  const start = below(walk.root, '');
  if (!location.startsWith(start)) return `a link that leads out of ${walk.shown('') || 'the folder that is scanned'}`;
  const foreign = location
    .slice(start.length)
    .split('/')
    .find((name) => FOREIGN_FOLDERS.has(name));
  return foreign === undefined ? undefined : `a link into ${foreign}`;
}

function rulesIn(walk: Walk, folder: Place, entries: readonly Entry[], above: IgnoreRules): IgnoreRules {
  let rules = above;
  for (const file of IGNORE_FILES) {
    // As git does, only true files are heard, no links.
    if (entries.some(({ name, kind }) => name === file && kind === 'file')) rules = withFile(walk, folder, file, rules);
  }
  return rules;
}

function withFile({ fs, found, shown }: Walk, folder: Place, file: IgnoreFile, rules: IgnoreRules): IgnoreRules {
  const path = shown(folder.way === '' ? file : `${folder.way}/${file}`);
  try {
    const bytes = fs.read(below(folder.location, file), LIMITS.ignoreFileBytes + 1);
    if (bytes.length <= LIMITS.ignoreFileBytes) return rules.with(file, folder.way, path, new TextDecoder().decode(bytes));
    found.leave(path, 'skipped', `larger than ${formatBytes(LIMITS.ignoreFileBytes)}: its rules do not count`);
  } catch (error) {
    found.leave(path, 'skipped', `${readFailure(error)}: its rules do not count`);
  }
  return rules;
}

function below(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}
