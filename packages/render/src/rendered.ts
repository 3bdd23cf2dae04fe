import type { SourceMap } from './source-map.ts';

/** What has printed the manifests: the user's own `helm`, or their `kustomize` or `kubectl kustomize`. */
export type Renderer = 'helm' | 'kustomize';

/** What a program has left: its exit code, undefined where it could not be started, and what it wrote. */
export interface Ended {
  readonly status: number | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** Runs a program to its end. `env` is laid over the environment of the process. */
export type Spawn = (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly input?: string; readonly env?: Readonly<Record<string, string>> },
) => Ended;

/** What the user's command line says about how to render. */
export interface RenderOptions {
  readonly spawn: Spawn;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Helm: `-f`, as given, relative to `cwd`. */
  readonly valuesFiles?: readonly string[];
  /** Helm: `--set`, `--set-string`, `--set-json`, … word for word, as `['--set', 'a=b']`. */
  readonly settings?: readonly (readonly [flag: string, value: string])[];
  readonly namespace?: string;
  readonly releaseName?: string;
  /** The Kubernetes version that the manifests are for, as `1.34`. */
  readonly kubeVersion?: string;
}

/** The manifests that a chart or an overlay becomes, as its program has printed them. */
export interface Rendered {
  readonly by: Renderer;
  /** The chart or overlay, as the user named it: no slash at its end. */
  readonly path: string;
  /** The version of the program, as `4.3.1`. */
  readonly version: string;
  readonly text: string;
  /** What the program has said beside. */
  readonly warnings: readonly string[];
  /** Files that went into it, as reports show them: as `path` is named, then the way below it. */
  readonly sources: readonly string[];
  /** Where its lines come from. Made when it is asked for, for the documents that are asked about. */
  readonly map: SourceMap;
}

/** Why a chart or overlay could not be rendered: one line, and the way out. */
export interface RenderFailure {
  readonly path: string;
  readonly reason: string;
  readonly hint?: string;
  /** Where its program says that it is. */
  readonly place?: { readonly file: string; readonly line: number; readonly column?: number };
}
