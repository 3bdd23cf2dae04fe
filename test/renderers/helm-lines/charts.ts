import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chartsFolder } from '../../../tools/corpora.ts';

/** A chart to measure: its folder's name, and the folder that it stands in. */
export interface ChartPlace {
  readonly name: string;
  readonly cwd: string;
}

/** Our own, with what public charts seldom have. */
export const OWN_CHARTS: string = join(import.meta.dirname, '../charts');

/** Our own charts, then those from public repositories, where they are there. */
export function charts(): ChartPlace[] {
  const folders = [OWN_CHARTS, chartsFolder()].filter((folder) => folder !== undefined);
  return folders.flatMap((cwd) =>
    readdirSync(cwd)
      .toSorted()
      .filter((name) => existsSync(join(cwd, name, 'Chart.yaml')))
      .map((name) => ({ name, cwd })),
  );
}
