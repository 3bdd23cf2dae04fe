import type { Control, ParameterValue } from '@bulwark/controls';
import { scan as judge, summarize, type ScanResult, type Summary } from '@bulwark/engine';
import type { Inventory } from '@bulwark/model';
import { load, type FileSystem } from '@bulwark/source';
import { controls, type ListedControl } from './catalogue.ts';

/** How far a scan is. */
export type Step =
  | { readonly step: 'reading'; readonly done: number; readonly total: number }
  | { readonly step: 'judging'; readonly objects: number };

export interface ScanOptions {
  /** The controls to apply; all of them where none are given. */
  readonly controls?: readonly ListedControl[] | undefined;
  /** By control id, then by name; parameters that are not here have their defaults. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  /** Whether the paths hold the whole cluster: what is not in them does not exist. */
  readonly complete?: boolean;
  /** The folder that relative paths start from. */
  readonly cwd?: string;
  /** What stands on standard input, for the path `-`. */
  readonly stdin?: (() => string | Uint8Array) | undefined;
  readonly fs?: FileSystem;
  readonly onProgress?: (step: Step) => void;
}

export interface Scan extends ScanResult {
  readonly summary: Summary;
  readonly inventory: Inventory;
  /** The text of a file that a finding names, read again. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Reads what `paths` name and judges it by the controls: files, folders, `-` for standard input. What cannot be read is in
 * `coverage`, what cannot be decided in `unknown`; nothing that stands in a manifest makes it throw.
 */
export async function scan(paths: string | readonly string[], options: ScanOptions = {}): Promise<Scan> {
  const { onProgress } = options;
  const { inventory, textOf } = load(typeof paths === 'string' ? [paths] : paths, {
    complete: options.complete ?? false,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.stdin !== undefined && { stdin: options.stdin }),
    ...(options.fs !== undefined && { fs: options.fs }),
    ...(onProgress !== undefined && { onProgress: (done, total) => onProgress({ step: 'reading', done, total }) }),
  });
  onProgress?.({ step: 'judging', objects: inventory.objects.length });
  const result = judge(inventory, {
    // The engine never asks for prose.
    controls: (options.controls ?? controls) as readonly Control[],
    ...(options.parameters !== undefined && { parameters: options.parameters }),
  });
  return { ...result, summary: summarize(result), inventory, textOf };
}
