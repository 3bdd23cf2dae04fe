import { resolve } from 'node:path';

import type { FileRecord } from '@bulwark/model';

import type { FileSystem } from './files/file-system.ts';
import { findFiles } from './files/find-files.ts';
import type { FoundFile, FoundFiles } from './files/found-files.ts';
import { slashes } from './files/slashes.ts';

/** What another program has made of a chart or an overlay. */
export interface Render {
  /** The chart or overlay, as the user named it, `.` for this folder; also the name of the text in reports, and of its scope. */
  readonly path: string;
  /** `helm` or `kustomize`. */
  readonly by: string;
  readonly text: string;
  /** The files that went into it, relative to the working directory, or absolute. */
  readonly sources: readonly string[];
  /** Whether all that lies below `path` is its business: of a chart, nothing is a manifest by itself. */
  readonly closed: boolean;
  /** Where the objects go that name no namespace; nothing is said of it where there is none. */
  readonly namespace?: string | undefined;
}

/** The text of a render as a file, which is in no file system. */
export function fileOf({ path, text, namespace }: Render): FoundFile {
  return { path, location: undefined, named: true, text, namespace };
}

/**
 * Takes out of `found` what went into a render: it is judged there. Gives a record of every file that a render has to do with,
 * also of those that no walk has found.
 */
export function takeSources(
  found: FoundFiles,
  renders: readonly Render[],
  { fs, cwd }: { readonly fs: FileSystem; readonly cwd: string },
): readonly FileRecord[] {
  if (renders.length === 0) return [];
  const records = new Map<string, FileRecord>();
  const at = (path: string): string => locationOf(path, fs, cwd);
  for (const { path, by, sources } of renders) {
    const reason = `rendered by ${by}, as a part of ${path}`;
    for (const source of sources) records.set(at(source), { path: slashes(source), status: 'rendered', reason, named: false });
  }
  for (const render of renders) leaveRest(records, render, { fs, cwd });
  const closed = renders.filter((render) => render.closed).map(({ path }) => `${at(path)}/`);
  const isTaken = ({ location }: FoundFile): boolean =>
    location !== undefined && (records.has(location) || closed.some((folder) => location.startsWith(folder)));
  const taken = found.files.filter(isTaken);
  for (const { path, location, named } of taken) {
    const record = location === undefined ? undefined : records.get(location);
    if (location !== undefined && record !== undefined) records.set(location, { ...record, path, named });
  }
  const kept = found.files.filter((file) => !taken.includes(file));
  found.files.splice(0, found.files.length, ...kept);
  const shown = new Set(found.records.map((record) => record.path));
  return [...records.values()].filter(({ path }) => !shown.has(path));
}

/** What lies in a folder that was named to be rendered, and took no part in it. */
function leaveRest(
  records: Map<string, FileRecord>,
  { path, by, closed }: Render,
  { fs, cwd }: { readonly fs: FileSystem; readonly cwd: string },
): void {
  if (!closed) return;
  const { files } = findFiles([path], fs, cwd);
  for (const file of files) {
    if (file.location === undefined || records.has(file.location)) continue;
    const reason = `took no part in what ${by} makes of ${path === '.' ? 'this folder' : path}`;
    records.set(file.location, { path: file.path, status: 'skipped', reason, named: false });
  }
}

function locationOf(path: string, fs: FileSystem, cwd: string): string {
  const location = slashes(resolve(cwd, path));
  try {
    return fs.realPath(location);
  } catch {
    return location;
  }
}
