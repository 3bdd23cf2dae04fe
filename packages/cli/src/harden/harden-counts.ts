import { amount } from '@bulwark/report';
import type { HardenResult, Outcome } from './harden.ts';

export type HardenCounts = Readonly<Record<Outcome, number>>;

export function countOutcomes({ workloads }: HardenResult): HardenCounts {
  const of = (outcome: Outcome): number => workloads.filter((each) => each.outcome === outcome).length;
  return {
    complies: of('complies'),
    reached: of('reached'),
    refused: of('refused'),
    blocked: of('blocked'),
    open: of('open'),
  };
}

/** `12 workloads: 3 meet restricted as they are · 8 reach it, proved · 1 cannot by an edit`. */
export function countsText(result: HardenResult): string {
  const { complies, reached, refused, blocked, open } = countOutcomes(result);
  const parts = [
    complies > 0 &&
      `${complies} ${complies === 1 ? 'meets' : 'meet'} ${result.level} as ${complies === 1 ? 'it is' : 'they are'}`,
    reached > 0 && `${reached} ${reached === 1 ? 'reaches' : 'reach'} it, proved`,
    refused > 0 &&
      (refused === 1
        ? '1 would reach it, but its file is left as it is'
        : `${refused} would reach it, but their files are left as they are`),
    blocked > 0 && `${blocked} cannot by an edit`,
    open > 0 && `${open} cannot be judged`,
  ].filter(Boolean);
  return `${amount(result.workloads.length, 'workload')}${parts.length === 0 ? '' : `: ${parts.join(' · ')}`}`;
}

/** What stands in the way of a workload, in words. */
export function obstacles({ left, unknown, refused }: HardenResult['workloads'][number]): readonly string[] {
  return [...left.map(({ why }) => why), ...unknown, ...(refused === undefined ? [] : [`the file is left as it is: ${refused}`])];
}
