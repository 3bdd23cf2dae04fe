import type { NotRendered, UnrenderedForm } from '@bulwark/model';
import { amount } from './amount.ts';
import { clean } from './clean.ts';
import { failedPlaces, type FailedPlace } from './coverage-view.ts';
import { displayWidth } from './display-width.ts';
import type { ReportInput } from './report-input.ts';
import { placeText } from './text-object.ts';
import type { Style } from './text-options.ts';
import { wrap } from './wrap.ts';

/** Most users mend these one by one, and see the count in any case; JSON has them all. */
const FAILED_SHOWN = 20;
const OTHERS_SHOWN = 5;
const INDENT = 4;

/** What is counted, and what makes something of one that stands anywhere. */
const FORMS: readonly (readonly [form: UnrenderedForm, noun: string, command: string])[] = [
  ['template', 'template', 'bulwark scan CHART, or --render'],
  ['kustomization', 'Kustomization', 'bulwark scan DIR, or --render'],
  ['openshift-template', 'OpenShift Template', 'oc process -f FILE | bulwark scan -'],
];

/** What was not judged, or not as its author may think: unreadable places, what must be rendered first, warnings. */
export function* coverageText({ coverage }: ReportInput, style: Style): IterableIterator<string> {
  const { red, yellow } = style.palette;
  const failed = failedPlaces(coverage);
  if (failed.length > 0) yield section(red(`Could not be read: ${failed.length}`), failed, FAILED_SHOWN, style);
  for (const form of FORMS) yield* unrenderedText(form, coverage.notRendered, style);
  if (coverage.warnings.length > 0)
    yield section(yellow(`Warnings: ${coverage.warnings.length}`), coverage.warnings, OTHERS_SHOWN, style);
}

function* unrenderedText(
  [form, noun, command]: (typeof FORMS)[number],
  notRendered: readonly NotRendered[],
  style: Style,
): IterableIterator<string> {
  const places = notRendered.filter((problem) => problem.form === form);
  if (places.length === 0) return;
  const become = places.length === 1 ? 'it becomes' : 'they become';
  const heading = `${style.palette.yellow(`Not rendered: ${amount(places.length, noun)}`)}; to judge what ${become}: ${command}`;
  yield section(heading, places, OTHERS_SHOWN, style);
}

function section(heading: string, problems: readonly FailedPlace[], shown: number, style: Style): string {
  const lines = problems.slice(0, shown).flatMap((problem) => problemText(problem, style));
  const rest = problems.length - shown;
  if (rest > 0) lines.push(style.palette.dim(`  and ${rest} more: -o json lists them all`));
  return `${[heading, ...lines].join('\n')}\n`;
}

/** On one line where there is room, else the reason below its place. */
function problemText(problem: FailedPlace, { width }: Style): readonly string[] {
  const place = `  ${placeText(problem)}`;
  const reason = clean(problem.reason);
  const line = `${place}  ${reason}`;
  return displayWidth(line) <= width ? [line] : [place, ...wrap(reason, width - INDENT).map((part) => ' '.repeat(INDENT) + part)];
}
