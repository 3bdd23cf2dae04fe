import type { Adoption, BaselineReport, ChangedReport, Waived } from '@bulwark/engine';
import { amount } from './amount.ts';
import { clean } from './clean.ts';

/** Lines of the summary about what does not count: a label, and what is to be said. */
export function adoptionRows(adoption: Adoption | undefined): readonly (readonly [label: string, text: string])[] {
  if (adoption === undefined) return [];
  const { waived, baseline, changed } = adoption;
  return [
    ...(waived.length > 0 ? [['Waived', waivedText(waived)] as const] : []),
    ...(baseline === undefined ? [] : [['Known', knownText(baseline)] as const]),
    ...(changed === undefined ? [] : [['Changed', changedText(changed)] as const]),
  ];
}

/** `3 waived: 2 in the configuration · 1 in annotations of checkov (-o json lists them)`. */
function waivedText(waived: readonly Waived[]): string {
  const groups = Map.groupBy(waived, ({ waiver }) => whereOf(waiver)).entries();
  const parts = [...groups].map(([where, group]) => `${group.length} ${where}`);
  return `${waived.length} waived: ${parts.join(' · ')} (-o json lists them)`;
}

const WHERE = { configuration: 'in the configuration', annotation: 'in annotations', comment: 'in comments' } as const;

function whereOf({ origin, tool }: Waived['waiver']): string {
  return tool === 'bulwark' ? WHERE[origin] : `${WHERE[origin]} of ${tool}`;
}

function knownText({ path, known, gone, updated }: BaselineReport): string {
  if (updated) return `${known.length} written to ${clean(path)}: known to every scan with --baseline ${clean(path)}`;
  const left = gone > 0 ? `; ${gone} of the baseline ${gone === 1 ? 'is' : 'are'} gone: run --update-baseline` : '';
  return `${known.length} known from ${clean(path)}${left}`;
}

function changedText({ since, changed, objects, left, leaning }: ChangedReport): string {
  const shown = `${changed} of ${amount(objects, 'object')} since ${clean(since)}`;
  if (left === 0) return shown;
  const rest = `${amount(left, 'finding')} on the others ${left === 1 ? 'is' : 'are'} left out`;
  const lean =
    leaning > 0 ? `, ${leaning} of them by controls that look at what changed: scan without --changed-since to see them` : '';
  return `${shown}; ${rest}${lean}`;
}
