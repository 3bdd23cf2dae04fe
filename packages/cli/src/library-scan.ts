import { scan as judged, type Scan, type ScanOptions } from './scan-paths.ts';

/**
 * Reads what `paths` name and judges it by the controls, as `bulwark scan` does: files, folders, `-` for standard input. With
 * `render`, charts and overlays are rendered by the helm and kustomize of this machine, and what is found in them is told at the
 * lines of their sources. What cannot be read is in `coverage`, what cannot be decided in `unknown`; nothing that stands in a
 * manifest makes it throw.
 */
export async function scan(paths: string | readonly string[], options: ScanOptions = {}): Promise<Scan> {
  const result = await judged(paths, options);
  if (result.renders.length === 0) return result;
  return (await import('./renders/in-sources.ts')).inSources(result, { cwd: options.cwd ?? process.cwd() });
}
