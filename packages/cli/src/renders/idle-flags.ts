import type { Scan } from '../scan-paths.ts';
import { wishOf, type RenderFlags } from './flags.ts';

/** What the command line says of charts, as it is written there, where there was none: what was meant was perhaps not scanned. */
export function idleFlags(flags: RenderFlags, { renders, coverage }: Pick<Scan, 'renders' | 'coverage'>): readonly string[] {
  // A chart that could not be rendered is told by itself.
  if (renders.some(({ by }) => by === 'helm') || coverage.files.some(({ status }) => status === 'failed')) return [];
  const { valuesFiles = [], settings = [], releaseName, namespace } = wishOf({ ...flags, render: true }) ?? {};
  return [
    ...(valuesFiles.length > 0 ? ['--values'] : []),
    ...new Set(settings.map(([flag]) => flag)),
    ...(releaseName === undefined ? [] : ['--release-name']),
    ...(namespace === undefined ? [] : ['--release-namespace']),
  ];
}
