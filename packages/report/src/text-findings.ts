import { atLeast, type Finding, type Severity } from '@bulwark/model';
import { amount, severityCounts } from './amount.ts';
import type { FrameStyle } from './frame-line.ts';
import { framesOf } from './frames.ts';
import { groupByObject, type ObjectGroup } from './object-group.ts';
import { filesOf, indexObjects, lineOf } from './object-index.ts';
import { severityPaint } from './palette.ts';
import type { ReportInput } from './report-input.ts';
import { objectText } from './text-object.ts';
import type { Bars, Style } from './text-options.ts';

/** Objects that are shown in any case. Nobody reads more, and what makes the scan fail is among them or before them. */
const SHOWN = 100;
/** What is shown however much it is, where nothing makes a scan fail. */
const ALWAYS: Severity = 'high';

/** The objects with findings, worst first: all, or those at or above the bar and then the next ones up to a hundred. */
export function* findingsText(
  { findings, objects, textOf }: ReportInput,
  style: Style,
  options: { readonly all: boolean; readonly failOn: Bars['failOn'] },
): IterableIterator<string> {
  const told = options.all ? findings : findings.filter(({ severity }) => severity !== 'info');
  const groups = groupByObject(told);
  const shown = options.all ? groups : groups.slice(0, Math.max(SHOWN, countAtBar(groups, options.failOn)));
  const here = shown.flatMap((group) => group.findings);
  const index = indexObjects(objects, filesOf(here));
  const { width, palette } = style;
  const frames = framesOf(here, index, textOf, (finding): FrameStyle => ({
    width,
    gutter: palette.dim,
    mark: severityPaint(palette, finding.severity),
  }));
  const frameOf = (finding: Finding): readonly string[] => frames.get(finding) ?? [];
  let first = true;
  for (const group of shown) {
    if (!first) yield '\n';
    first = false;
    yield objectText({ group, line: lineOf(index.byKey.get(group.key)?.[0]), frameOf }, style);
  }
  const more = moreText(groups.slice(shown.length), findings.length - told.length);
  if (more !== '') yield `${first ? '' : '\n'}${more}\n`;
}

/** Groups come worst first, so those at the bar are the first ones. */
function countAtBar(groups: readonly ObjectGroup[], failOn: Bars['failOn']): number {
  const bar = failOn === 'never' ? ALWAYS : failOn;
  const below = groups.findIndex(({ findings: [worst] }) => worst === undefined || !atLeast(worst.severity, bar));
  return below === -1 ? groups.length : below;
}

/** What is not shown. Information alone asks nobody to do anything: it is shown to those who want all. */
function moreText(groups: readonly ObjectGroup[], information: number): string {
  const info = information === 0 ? '' : `${information} info`;
  if (groups.length === 0) return info === '' ? '' : `And ${info}. --all shows them`;
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { findings } of groups) for (const finding of findings) counts[finding.severity]++;
  const others = info === '' ? '' : `, and ${info} besides`;
  return `And ${amount(groups.length, 'more object')}: ${severityCounts(counts)}${others}. --all shows them`;
}
