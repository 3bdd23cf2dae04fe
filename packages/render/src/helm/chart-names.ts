import { isObject, listAt, stringAt, type Json } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { ChartFile } from './chart-files.ts';

/** A chart among the files: the root, or a subchart. */
export interface ChartFolder {
  /** Below the root chart: empty, or `charts/db/`. */
  readonly folder: string;
  /** Helm's names for it: `shop`, `shop/charts/db`; more than one where aliases use it twice. */
  readonly names: readonly string[];
}

/** Every chart among the files, the root first. */
export function chartsIn(files: readonly ChartFile[]): ChartFolder[] {
  const charts = new Map<string, Json | undefined>();
  for (const { path, bytes } of files) {
    if (path === 'Chart.yaml' || /(?:^|\/)charts\/[^/]+\/Chart\.yaml$/.test(path)) {
      charts.set(path.slice(0, -'Chart.yaml'.length), readDocuments(Buffer.from(bytes).toString('utf8'))[0]?.value);
    }
  }
  const found: ChartFolder[] = [];
  const byFolder = new Map<string, ChartFolder>();
  for (const folder of Array.from(charts.keys()).toSorted((a, b) => a.length - b.length)) {
    const chart = { folder, names: namesOf(folder, charts, byFolder) };
    found.push(chart);
    byFolder.set(folder, chart);
  }
  return found;
}

function namesOf(
  folder: string,
  charts: ReadonlyMap<string, Json | undefined>,
  above: ReadonlyMap<string, ChartFolder>,
): string[] {
  const name = stringAt(charts.get(folder), 'name') ?? '';
  if (folder === '') return [name];
  const parentFolder = folder.replace(/charts\/[^/]+\/$/, '');
  const aliases = listAt(charts.get(parentFolder), 'dependencies').flatMap((dependency) =>
    isObject(dependency) && dependency['name'] === name ? [stringAt(dependency, 'alias') || name] : [],
  );
  const own = aliases.length === 0 ? [name] : Array.from(new Set(aliases));
  return (above.get(parentFolder)?.names ?? []).flatMap((parent) => own.map((each) => `${parent}/charts/${each}`));
}

/** The file of each template and each file of CRDs, by the name that Helm gives it: `shop/charts/db/templates/x.yaml`. */
export function filesByHelmName(files: readonly ChartFile[], charts: readonly ChartFolder[]): Map<string, ChartFile> {
  const deepestFirst = charts.toSorted((a, b) => b.folder.length - a.folder.length);
  const named = new Map<string, ChartFile>();
  for (const file of files) {
    const chart = deepestFirst.find(({ folder }) => file.path.startsWith(folder));
    for (const name of chart?.names ?? []) named.set(`${name}/${file.path.slice(chart?.folder.length)}`, file);
  }
  // Helm 3 names a file of CRDs without the chart's own name before it.
  for (const file of files) if (file.path.startsWith('crds/')) named.set(file.path, file);
  return named;
}
