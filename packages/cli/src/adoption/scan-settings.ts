import { isAbsolute, join, relative } from 'node:path';
import { UserError } from '@bulwark/model';
import { defaultControls, type ListedControl } from '../catalogue.ts';
import type { Config } from '../config/load-config.ts';
import type { ScanOptions } from '../scan-paths.ts';
import type { Shell } from '../shell.ts';

type Settled = Pick<ScanOptions, 'controls' | 'severities' | 'parameters' | 'kubeVersion' | 'excludes'>;

/** What flags and configuration make of a scan: a flag stands over the file. */
export function scanSettings(
  config: Config | undefined,
  given: { readonly controls: readonly ListedControl[] | undefined; readonly kubeVersion: string | undefined },
): Settled & { readonly controls: readonly ListedControl[] } {
  const { kubeVersion } = given;
  if (config === undefined) return { controls: given.controls ?? defaultControls, kubeVersion };
  const controls = given.controls ?? config.controls;
  const applied = new Set<string>(controls.map(({ id }) => id));
  return {
    controls,
    severities: config.severities,
    parameters: Object.fromEntries(Object.entries(config.parameters).filter(([id]) => applied.has(id))),
    kubeVersion: kubeVersion ?? config.kubeVersion,
    excludes: config.excludes,
  };
}

/** The paths to scan: those of the command line, or those that the configuration includes. */
export function scanPaths(
  paths: readonly string[],
  config: Config | undefined,
  { cwd }: Pick<Shell, 'cwd'>,
  command = 'scan',
): readonly string[] {
  if (paths.length > 0) return paths;
  const included = config?.include ?? [];
  if (config === undefined || included.length === 0) {
    throw new UserError('no path given', {
      hint:
        command === 'scan'
          ? 'bulwark scan . scans this folder, bulwark scan - standard input'
          : `bulwark ${command} . is for this folder`,
    });
  }
  return included.map((path) => {
    return isAbsolute(path) || config.folder === cwd ? path : relative(cwd, join(config.folder, path)) || '.';
  });
}
