import type { Problem } from '@bulwark/model';
import { amount } from './amount.ts';
import { clean } from './clean.ts';
import { failedPlaces } from './coverage-view.ts';
import { displayWidth } from './display-width.ts';
import type { ReportInput } from './report-input.ts';
import { placeText } from './text-object.ts';
import type { Style } from './text-options.ts';
import { wrap } from './wrap.ts';

/** Most users mend these one by one, and see the count in any case; JSON has them all. */
const FAILED_SHOWN = 20;
const OTHERS_SHOWN = 5;
const INDENT = 4;

/** What was not judged, or not as its author may think: unreadable places, templates, warnings. */
export function* coverageText({ coverage }: ReportInput, style: Style): IterableIterator<string> {
  const { red, yellow } = style.palette;
  const failed = failedPlaces(coverage);
  if (failed.length > 0) yield section(red(`Could not be read: ${failed.length}`), failed, FAILED_SHOWN, style);
  const templates = coverage.notRendered;
  if (templates.length > 0) {
    const heading = `${yellow(`Not rendered: ${amount(templates.length, 'template')}`)}; to judge what they become: helm template … | bulwark scan -`;
    yield section(heading, templates, OTHERS_SHOWN, style);
  }
  if (coverage.warnings.length > 0)
    yield section(yellow(`Warnings: ${coverage.warnings.length}`), coverage.warnings, OTHERS_SHOWN, style);
}

function section(heading: string, problems: readonly Problem[], shown: number, style: Style): string {
  const lines = problems.slice(0, shown).flatMap((problem) => problemText(problem, style));
  const rest = problems.length - shown;
  if (rest > 0) lines.push(style.palette.dim(`  and ${rest} more: -o json lists them all`));
  return `${[heading, ...lines].join('\n')}\n`;
}

/** On one line where there is room, else the reason below its place. */
function problemText(problem: Problem, { width }: Style): readonly string[] {
  const place = `  ${placeText(problem)}`;
  const reason = clean(problem.reason);
  const line = `${place}  ${reason}`;
  return displayWidth(line) <= width ? [line] : [place, ...wrap(reason, width - INDENT).map((part) => ' '.repeat(INDENT) + part)];
}
