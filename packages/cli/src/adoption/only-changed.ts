import { isDeepStrictEqual } from 'node:util';
import { relative } from 'node:path';
import { controlsThatRead, objectsByVerdict } from '@bulwark/engine';
import { identityOf, kindKey, UserError, type Finding, type KubeObject } from '@bulwark/model';
import { load, STANDARD_INPUT, type FileSystem } from '@bulwark/source';
import type { Scan } from '../scan-paths.ts';
import type { AdoptOptions } from './adopt-options.ts';
import { locationOf } from './places.ts';
import { spawnHere } from '../spawn-here.ts';
import { historySince, type History } from './git.ts';

type Options = AdoptOptions & { readonly complaints: ReadonlySet<Finding> };

/**
 * The scan with what is said of objects that changed since a commit, and nothing else. All objects have been read and judged:
 * facts across objects are those of the whole tree.
 */
export function onlyChanged(scan: Scan, since: string, options: Options): Scan {
  if (options.paths.includes('-')) {
    throw new UserError('--changed-since compares files: standard input has no history', {
      hint: 'name the files or their folder',
    });
  }
  const { cwd, spawn = spawnHere } = options.shell;
  const history = historySince(since, cwd, spawn);
  const same = sameRenders(scan, history, cwd);
  const { changed, kinds } = changes(scan.inventory.objects, history, { cwd, same });
  const holders = objectsByVerdict(scan);
  const isConfigChanged = options.config !== undefined && differs(options.config.path, history, cwd);
  const complained = changedComplaints(scan, options, { changed, isConfigChanged });
  const isShown = (told: Finding): boolean => {
    const object = holders.get(told);
    return object === undefined ? complained.has(told) : changed.has(object);
  };
  const findings = scan.findings.filter(isShown);
  const left = scan.findings.filter((finding) => !isShown(finding));
  const reading = controlsThatRead(scan, kinds);
  const report = {
    since,
    changed: changed.size,
    objects: scan.inventory.objects.length,
    left: left.length,
    leaning: left.filter(({ control }) => reading.has(control)).length,
  };
  const unknown = scan.unknown.filter((told) => {
    const object = holders.get(told);
    return object !== undefined && changed.has(object);
  });
  const waived = scan.adoption?.waived.filter(({ finding }) => isShown(finding)) ?? [];
  return { ...scan, findings, unknown, adoption: { ...scan.adoption, waived, changed: report } };
}

/** What is wrong with an excuse is said where it stands with a changed object, or in a changed configuration. */
function changedComplaints(
  { findings }: Scan,
  { complaints, config }: Options,
  { changed, isConfigChanged }: { readonly changed: ReadonlySet<KubeObject>; readonly isConfigChanged: boolean },
): ReadonlySet<Finding> {
  const objects = new Set([...changed].map((object) => `${object.origin?.file.path ?? ''} ${identityOf(object)}`));
  return new Set(
    findings.filter((finding) => {
      if (!complaints.has(finding)) return false;
      if (finding.place?.file === config?.path) return isConfigChanged;
      const { apiVersion, kind, namespace, name } = finding.object;
      const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
      return objects.has(`${finding.place?.file ?? ''} ${identityOf({ group, kind, namespace, name })}`);
    }),
  );
}

/** The charts and overlays of which no source has changed: so have none of their objects. */
function sameRenders({ renders }: Scan, history: History, cwd: string): ReadonlySet<string> {
  const isSource = (source: string): boolean => !differs(source, history, cwd);
  return new Set(renders.filter(({ sources }) => sources.every(isSource)).map(({ path }) => path));
}

interface Changes {
  readonly changed: ReadonlySet<KubeObject>;
  /** Of which something is new, different or gone. */
  readonly kinds: ReadonlySet<string>;
}

/** An object has changed unless the commit has one of its identity and value in the same file, or in a file that is gone. */
function changes(
  objects: readonly KubeObject[],
  history: History,
  { cwd, same }: { readonly cwd: string; readonly same: ReadonlySet<string> },
): Changes {
  const places = new Map<string, string>();
  const placeOf = (path: string): string => {
    const place = places.get(path) ?? pathInTree(path, history, cwd);
    places.set(path, place);
    return place;
  };
  const before = objectsBefore(history);
  const left = new Set(before);
  const byIdentity = Map.groupBy(before, identityOf);
  const now = new Set(objects.map(({ origin }) => (origin === undefined ? '' : placeOf(origin.file.path))));
  const changed = objects.filter((object) => {
    if (object.origin !== undefined && same.has(object.origin.file.path)) return false;
    const path = object.origin === undefined ? '' : placeOf(object.origin.file.path);
    if (history.had.has(path) && !history.differing.has(path)) return false;
    const twins = (byIdentity.get(identityOf(object)) ?? []).filter((old) => left.has(old) && isSame(old, object));
    const inFile = (file: (old: string) => boolean): KubeObject | undefined =>
      twins.find(({ origin }) => file(origin?.file.path ?? ''));
    const twin = inFile((old) => old === path) ?? inFile((old) => !now.has(old));
    if (twin !== undefined) left.delete(twin);
    return twin === undefined;
  });
  // What is left over was changed, or is gone.
  return { changed: new Set(changed), kinds: new Set([...changed, ...left].map(({ group, kind }) => kindKey(group, kind))) };
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  return a.apiVersion === b.apiVersion && isDeepStrictEqual(a.value, b.value);
}

function differs(path: string, history: History, cwd: string): boolean {
  const place = pathInTree(path, history, cwd);
  return !history.had.has(place) || history.differing.has(place);
}

/** The path of a file below the root of the working tree, as git writes it. */
function pathInTree(path: string, { root }: History, cwd: string): string {
  return path === STANDARD_INPUT ? '' : relative(locationOf(root, cwd), locationOf(path, cwd)).replaceAll('\\', '/');
}

/** The objects in the files that differ, as the commit has them: in the order of their files, which are called as git calls them. */
function objectsBefore(history: History): readonly KubeObject[] {
  const paths = [...history.differing].filter(
    (path) => history.had.has(path) && /\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/i.test(path),
  );
  const blobs = history.blobs(paths);
  return load([...blobs.keys()], { cwd: '/', fs: blobFileSystem(blobs) }).inventory.objects;
}

function blobFileSystem(blobs: ReadonlyMap<string, Uint8Array>): FileSystem {
  const at = (path: string): Uint8Array => {
    const blob = blobs.get(path.replace(/^(?:[A-Za-z]:)?\//, ''));
    if (blob === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
    return blob;
  };
  return {
    list: () => [],
    kindOf: (path) => (at(path) === undefined ? 'folder' : 'file'),
    realPath: (path) => path,
    read: (path, limit) => at(path).subarray(0, limit),
  };
}
