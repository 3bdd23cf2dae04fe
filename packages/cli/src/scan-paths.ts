import type { Control, ParameterValue } from '@bulwark/controls';
import type { Assessment } from '@bulwark/frameworks';
import { scan as judge, summarize, type Adoption, type ScanResult, type Summary } from '@bulwark/engine';
import { Inventory, KindSchemas, UserError, type KubeObject, type Severity } from '@bulwark/model';
import { isKnownMinor, loadSchema, minorOfVersion, NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import type { Rendered, Spawn } from '@bulwark/render';
import { load, nodeFileSystem, type FileSystem, type Loaded, type LoadOptions } from '@bulwark/source';
import { COMMENT_MARKS, hasMark } from './adoption/may-excuse.ts';
import { defaultControls, type ListedControl } from './catalogue.ts';
import { isRenderable } from './renders/renderable.ts';
import type { Wish } from './renders/wish.ts';
import { bothCoverages, loadIam } from './identity/load-iam.ts';

/** How far a scan is. */
export type Step =
  | { readonly step: 'reading'; readonly done: number; readonly total: number }
  | { readonly step: 'judging'; readonly objects: number };

export interface ScanOptions {
  /** The controls to apply; those that are on by default where none are given. */
  readonly controls?: readonly ListedControl[] | undefined;
  /** By control id, then by name; parameters that are not here have their defaults. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  /** By control id: how much each of its findings weighs, whatever the control thinks. */
  readonly severities?: Readonly<Record<string, Severity>> | undefined;
  /** Why a file that no path names itself is passed over, told where it is without links. */
  readonly excludes?: ((location: string) => string | undefined) | undefined;
  /** Whether the paths hold the whole cluster: what is not in them does not exist. */
  readonly complete?: boolean;
  /** The Kubernetes version that the manifests are for, such as `1.34`; the newest that is known where none is given. */
  readonly kubeVersion?: string | undefined;
  /** Files and folders with the CustomResourceDefinitions of custom kinds, which are not judged themselves. */
  readonly crds?: readonly string[] | undefined;
  /** Files and folders with what command lines of clouds print of identities: roles, policies, credentials. */
  readonly iam?: readonly string[] | undefined;
  /** The folder that relative paths start from. */
  readonly cwd?: string;
  /** What stands on standard input, for the path `-`. */
  readonly stdin?: (() => string | Uint8Array) | undefined;
  readonly fs?: FileSystem;
  /** How charts and overlays are rendered; they are read as they are where nothing is said. */
  readonly render?: Wish | undefined;
  /** Runs helm and kustomize; that of the machine where none is given. */
  readonly spawn?: Spawn | undefined;
  readonly onProgress?: (step: Step) => void;
}

export interface Scan extends ScanResult {
  readonly summary: Summary;
  /** What the scan says of a framework's rows, where one was asked for. */
  readonly framework?: Assessment | undefined;
  readonly inventory: Inventory;
  /** The text of a file that a finding names, read again. */
  readonly textOf: (path: string) => string | undefined;
  /** What charts and overlays were rendered to. */
  readonly renders: readonly Rendered[];
  /** The files in which somebody may be excused. */
  readonly marked: ReadonlySet<string>;
  /** What does not count and why; undefined where nobody has asked. */
  readonly adoption?: Adoption;
  /** The file that says what counts, where findings may stand in it. */
  readonly configuration?: KubeObject;
}

/**
 * Reads what `paths` name and judges it by the controls: files, folders, `-` for standard input. What cannot be read is in
 * `coverage`, what cannot be decided in `unknown`; nothing that stands in a manifest makes it throw.
 */
export async function scan(paths: string | readonly string[], options: ScanOptions = {}): Promise<Scan> {
  const { onProgress } = options;
  const { paths: raw, ...rendered } = await rendersOf(typeof paths === 'string' ? [paths] : paths, options);
  const minor = minorOf(options.kubeVersion);
  const manifests = load(raw, {
    ...rendered.forLoad,
    complete: options.complete ?? false,
    excludes: options.excludes,
    marks: COMMENT_MARKS,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.stdin !== undefined && { stdin: options.stdin }),
    ...(options.fs !== undefined && { fs: options.fs }),
    ...(onProgress !== undefined && { onProgress: (done, total) => onProgress({ step: 'reading', done, total }) }),
  });
  const { marked } = manifests;
  const { inventory, textOf } = withIam(manifests, options);
  const kinds = new KindSchemas(await loadSchema(minor), { given: definitionsIn(options), scanned: inventory.objects });
  onProgress?.({ step: 'judging', objects: inventory.objects.length });
  const result = judge(inventory, {
    // The engine never asks for prose.
    controls: (options.controls ?? defaultControls) as readonly Control[],
    ...(options.parameters !== undefined && { parameters: options.parameters }),
    severities: options.severities,
    kinds,
  });
  return {
    ...result,
    summary: summarize(result),
    inventory,
    textOf,
    renders: rendered.renders,
    marked: withAnnotated(marked, inventory),
  };
}

interface Renders {
  /** What is read as it is. */
  readonly paths: readonly string[];
  readonly renders: readonly Rendered[];
  readonly forLoad: Pick<LoadOptions, 'renders' | 'unrenderable'>;
}

/** Most scans render nothing, and load nothing for it. */
async function rendersOf(paths: readonly string[], options: ScanOptions): Promise<Renders> {
  const { render, fs = nodeFileSystem, cwd = process.cwd() } = options;
  const isWished = render !== undefined && (render.below || paths.some((path) => isRenderable(path, fs, cwd)));
  if (!isWished) return { paths, renders: [], forLoad: {} };
  return (await import('./renders/render-paths.ts')).renderPaths(paths, render, options);
}

/** With the cloud's side, as objects like any other: each scope sees them. */
function withIam({ inventory, textOf }: Loaded, { iam = [], cwd, fs }: ScanOptions): Pick<Loaded, 'inventory' | 'textOf'> {
  if (iam.length === 0) return { inventory, textOf };
  const exported = loadIam(iam, { cwd, fs });
  const coverage = bothCoverages(inventory.coverage, exported.coverage);
  return {
    inventory: Inventory.of([...inventory.objects, ...exported.objects], { coverage, complete: inventory.complete }),
    textOf: (path) => exported.textOf(path) ?? textOf(path),
  };
}

/** With the files that have an object in which somebody may be excused. */
function withAnnotated(marked: ReadonlySet<string>, { objects }: Inventory): ReadonlySet<string> {
  const all = new Set(marked);
  for (const object of objects) if (object.origin !== undefined && hasMark(object)) all.add(object.origin.file.path);
  return all;
}

function minorOf(version: string | undefined): number {
  if (version === undefined) return NEWEST_MINOR;
  const minor = minorOfVersion(version);
  if (minor === undefined) throw new UserError(`"${version}" is no version of Kubernetes`, { hint: 'write it as 1.34' });
  if (!isKnownMinor(minor)) {
    throw new UserError(`Kubernetes 1.${minor} is not known`, { hint: `known are 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}` });
  }
  return minor;
}

function definitionsIn({ crds = [], cwd, fs }: ScanOptions): readonly KubeObject[] {
  if (crds.length === 0) return [];
  const { inventory } = load(crds, { ...(cwd !== undefined && { cwd }), ...(fs !== undefined && { fs }) });
  const { objects } = inventory;
  const definitions = objects.filter(
    ({ group, kind }) => group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition',
  );
  const failed = inventory.coverage.files.find((file) => file.status === 'failed');
  if (failed !== undefined) throw new UserError(`${failed.path} could not be read: ${failed.reason}`);
  if (definitions.length === 0) throw new UserError(`there is no CustomResourceDefinition in ${crds.join(', ')}`);
  return definitions;
}
