import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Rendered, RenderFailure, RenderOptions } from '../rendered.ts';
import { readChartFiles, type ChartFile } from './chart-files.ts';
import { chartsIn, filesByHelmName } from './chart-names.ts';
import { failureOf, warningsIn } from './helm-failure.ts';
import { helmVersion } from './helm-version.ts';
import { helmMap } from './map/helm-map.ts';
import { refusedSetting } from './refused-setting.ts';
import { releaseNameOf } from './release-name.ts';
import { template, type HelmCall } from './run-helm.ts';

/**
 * A chart as an install with these values would create it, printed by the user's own `helm`; `chart` is a folder or a
 * package, as the user named it, relative to `options.cwd`. Nothing is downloaded, no cluster is asked and no plugin runs.
 */
export function renderHelm(chart: string, options: RenderOptions): Rendered | RenderFailure {
  const path = chart.replace(/(?<=[^/\\])[/\\]+$/, '');
  const refused = refusedSetting(path, options);
  if (refused !== undefined) return refused;
  const folder = resolve(options.cwd, chart);
  if (!existsSync(folder)) return { path, reason: 'there is no such folder or package' };
  const home = mkdtempSync(join(tmpdir(), 'bulwark-helm-'));
  try {
    return render(path, folder, { options, release: options.releaseName ?? releaseNameOf(folder), home });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function render(path: string, folder: string, call: HelmCall): Rendered | RenderFailure {
  const version = helmVersion(call, path);
  if (typeof version !== 'string') return version;
  const files = readable(folder, path);
  const { valuesFiles = [], settings = [] } = call.options;
  const { status, stdout, stderr } = template(call, { chart: folder, valuesFiles, settings });
  if (status !== 0) {
    const named = filesByHelmName(files, chartsIn(files));
    return failureOf(stderr, path, (name) => named.get(name)?.shown);
  }
  const text = Buffer.from(stdout).toString('utf8');
  const sources = [...files.filter(isSource).map(({ shown }) => shown), ...valuesFiles];
  const map = helmMap({ call, path, files, text, version });
  return { by: 'helm', path, version, text, warnings: warningsIn(stderr), sources, map };
}

/** What goes into every render: other files do so only where a template reads them. */
function isSource({ path }: ChartFile): boolean {
  return /^(?:charts\/[^/]+\/)*(?:Chart\.yaml|values\.yaml|(?:templates|crds)\/.*)$/.test(path);
}

/** Helm itself says what is wrong with a chart that cannot be read; one that is too large has no map. */
function readable(folder: string, path: string): ChartFile[] {
  try {
    return readChartFiles(folder, path);
  } catch {
    return [];
  }
}
