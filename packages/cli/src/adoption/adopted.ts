import type { Bars } from '@bulwark/report';
import type { Scan } from '../scan-paths.ts';
import type { AdoptOptions } from './adopt-options.ts';

interface Asked extends Omit<AdoptOptions, 'baseline' | 'updateBaseline' | 'changedSince'> {
  readonly baseline?: string | undefined;
  readonly updateBaseline: boolean | undefined;
  readonly changedSince?: string | undefined;
  readonly bars: Bars;
}

/** What of a scan counts. Where nobody asks for a baseline and nobody is excused, that is all of it, and nothing more is loaded. */
export async function adopted(scan: Scan, asked: Asked): Promise<Scan> {
  const { config, baseline, updateBaseline = false, changedSince } = asked;
  const isPlain = config === undefined && baseline === undefined && !updateBaseline && changedSince === undefined;
  // What was rendered may be excused in comments of its sources.
  if (isPlain && scan.marked.size === 0 && scan.renders.length === 0) return scan;
  return (await import('./adopt.ts')).adopt(scan, { ...asked, baseline, updateBaseline, changedSince });
}
