import { posix, resolve } from 'node:path';
import {
  chartsIn,
  isChart,
  isKustomization,
  overlaysIn,
  renderHelm,
  renderKustomize,
  type Rendered,
  type RenderFailure,
  type RenderOptions,
  type Spawn,
} from '@bulwark/render';
import { load, nodeFileSystem, walkedFiles, type FileSystem, type LoadOptions, type WalkOptions } from '@bulwark/source';
import { spawnHere } from '../spawn-here.ts';
import type { Wish } from './wish.ts';

export interface RenderedPaths {
  /** What is read as it is. */
  readonly paths: readonly string[];
  readonly renders: readonly Rendered[];
  readonly forLoad: Pick<LoadOptions, 'renders' | 'unrenderable'>;
}

interface World {
  readonly cwd?: string | undefined;
  readonly fs?: FileSystem | undefined;
  readonly spawn?: Spawn | undefined;
  readonly kubeVersion?: string | undefined;
  readonly excludes?: WalkOptions['excludes'];
}

type Made = Rendered | RenderFailure;

type Render = (path: string, options: RenderOptions) => Made;

/** What is to be rendered, as reports show it, and by what. */
interface Task {
  readonly path: string;
  readonly render: Render;
}

/** Undefined where the path is neither a chart nor an overlay. */
function taskOf(path: string, options: RenderOptions, fs: FileSystem): Task | undefined {
  const folder = locationOf(path, options);
  if (isChart(folder, fs) || isPackage(folder, fs)) return { path, render: renderHelm };
  return isKustomization(folder, fs) && !listsAlone(path, options.cwd, fs) ? { path, render: renderKustomize } : undefined;
}

/** Those that a scan of the folder comes across: what is ignored or excluded is not rendered. */
function tasksBelow(path: string, options: RenderOptions, walk: WalkOptions): readonly Task[] {
  const { fs } = walk;
  const folder = locationOf(path, options);
  const walked = walkedFiles([path], walk);
  const isWalked = (file: string): boolean => walked.has(realLocation(file, fs));
  const charts = chartsIn(folder, fs).filter((chart) => isWalked(posix.join(chart, 'Chart.yaml')));
  const overlays = overlaysIn(folder, fs).filter((overlay) =>
    overlay.files.some((file) => posix.dirname(file) === overlay.folder && isWalked(file)),
  );
  return [
    ...charts.map((chart) => ({ path: shown(chart, path, folder), render: renderHelm })),
    ...overlays.map((overlay) => ({ path: shown(overlay.folder, path, folder), render: renderKustomize })),
  ];
}

function locationOf(path: string, { cwd }: RenderOptions): string {
  return resolve(cwd, path).replaceAll('\\', '/');
}

function realLocation(location: string, fs: FileSystem): string {
  try {
    return fs.realPath(location);
  } catch {
    return location;
  }
}

/** Renders the charts and overlays among `paths`, and those below them where that is wished. */
export function renderPaths(paths: readonly string[], wish: Wish, world: World): RenderedPaths {
  const { cwd = process.cwd(), fs = nodeFileSystem, spawn = spawnHere, kubeVersion, excludes } = world;
  const options: RenderOptions = { ...wish, cwd, spawn, ...(kubeVersion !== undefined && { kubeVersion }) };
  const left: string[] = [];
  // A chart that several paths lead to is rendered once, under the name that came first.
  const tasks = new Map<string, Task>();
  const add = (task: Task): void => {
    const location = realLocation(locationOf(task.path, options), fs);
    if (!tasks.has(location)) tasks.set(location, task);
  };
  for (const named of paths) {
    const own = named === '-' ? undefined : taskOf(plain(named), options, fs);
    if (own !== undefined) add(own);
    else left.push(named);
    if (own !== undefined || !wish.below || named === '-') continue;
    for (const task of tasksBelow(plain(named), options, { fs, cwd, excludes })) add(task);
  }
  const made = [...tasks.values()].map(({ path, render }) => render(path, options));
  const renders = made.filter((each) => 'text' in each);
  const failures = made.filter((each) => 'reason' in each);
  return {
    paths: left,
    renders,
    forLoad: { renders: renders.map((each) => renderOf(each, wish)), unrenderable: failures.map(reasonOf) },
  };
}

/**
 * Whether the kustomization in a folder changes nothing and lists nothing from elsewhere: then the files are what it builds, and
 * reading them needs no program.
 */
function listsAlone(path: string, cwd: string, fs: FileSystem): boolean {
  const { notRendered } = load([path], { cwd, fs }).inventory.coverage;
  return !notRendered.some(({ file }) => posix.dirname(file) === posix.normalize(path));
}

/** In one spelling: `charts/shop` for `./charts/shop/`. */
function plain(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '');
}

/** Whether it is what `helm package` makes. */
function isPackage(path: string, fs: FileSystem): boolean {
  try {
    return path.endsWith('.tgz') && fs.kindOf(path) === 'file';
  } catch {
    return false;
  }
}

/** What was found in a folder, as reports show it: from the path that names the folder. */
function shown(found: string, path: string, folder: string): string {
  return posix.join(path, posix.relative(folder, found));
}

function renderOf({ path, by, text, sources }: Rendered, { namespace }: Wish): NonNullable<LoadOptions['renders']>[number] {
  return { path, by, text, sources, closed: by === 'helm', namespace: by === 'helm' ? namespace : undefined };
}

function reasonOf({ path, reason, hint, place }: RenderFailure): { readonly path: string; readonly reason: string } {
  const where = place === undefined ? '' : `${place.file}:${place.line}: `;
  return { path, reason: `${where}${reason}${hint === undefined ? '' : `: ${hint}`}` };
}
