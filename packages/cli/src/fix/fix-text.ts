import { amount, clean, displayWidth, LABEL, objectName, rows, scanVerdict, verdictLine, wrap, type Bars } from '@bulwark/report';
import type { TextStyle } from '../input/text-style.ts';
import { diffLines, sidesOf } from './diff-text.ts';
import type { Fixed } from './fix.ts';
import { commandAgain, type Again } from './flags-again.ts';
import { byControl, byReason, checkText, fixedFindings, hazardsOf, type ControlGroup } from './left-groups.ts';

export interface FixTextOptions extends TextStyle, Again {
  readonly bars: Bars;
  readonly diff: boolean;
  readonly summary: boolean;
  readonly written: boolean;
}

const SHOWN = 6;

/** What fixes change, what they leave and why, and what to do next. */
export function* fixText(fixed: Fixed, options: FixTextOptions): IterableIterator<string> {
  if (options.diff) {
    const sides = sidesOf(fixed.before.inventory.objects, fixed.after.inventory.objects);
    for (const file of fixed.files) {
      for (const line of diffLines(file, sides, options.palette)) yield `${line}\n`;
    }
    if (fixed.files.length > 0 && options.summary) yield '\n';
  }
  if (options.summary) yield* summaryText(fixed, options);
}

function* summaryText(fixed: Fixed, options: FixTextOptions): IterableIterator<string> {
  const { files, alongside } = fixed;
  const done = fixedFindings(fixed);
  const what = byControl(done).map(({ control, findings }) => `${findings.length} ${clean(control)}`);
  const verb = options.written ? 'fixed' : 'can be fixed';
  const first =
    done.length === 0
      ? nothingText(fixed)
      : `${amount(done.length, 'finding')} ${verb} in ${amount(files.length, 'file')}: ${what.join(' · ')}`;
  yield row('Fixes', first, options);
  if (alongside.length > 0) yield row('Also', `${amount(alongside.length, 'finding')} gone with them`, options);
  yield* leftText(fixed, options);
  const hazards = hazardsOf(fixed).map(
    (hazard) => `${clean(hazard.what)} (${hazard.controls.map(clean).join(', ')}). ${clean(checkText(hazard))}`,
  );
  if (hazards.length > 0)
    yield rows(
      'Hazards',
      hazards.flatMap((text) => indented(text, options)),
      options,
    );
  yield rows('Next', nextLines(fixed, options), options);
  yield verdictLine(scanVerdict(fixed.after, options.bars), options);
}

function nothingText({ left }: Fixed): string {
  if (left.length === 0) return 'nothing is to be fixed';
  return left.some(({ kind }) => kind === 'suggestion') ? 'nothing can be fixed without a person' : 'nothing can be fixed';
}

function row(label: string, text: string, style: TextStyle): string {
  return rows(label, wrap(text, style.width - LABEL), style);
}

function indented(text: string, { width }: TextStyle): readonly string[] {
  return wrap(text, width - LABEL - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
}

function* leftText({ left }: Fixed, options: FixTextOptions): IterableIterator<string> {
  const of = (kind: (typeof left)[number]['kind']): typeof left => left.filter((each) => each.kind === kind);
  const [suggestions, refused, unknown] = [of('suggestion'), of('refused'), of('no-fix')];
  const parts = [
    suggestions.length > 0 && `${suggestions.length} need${suggestions.length === 1 ? 's' : ''} a person`,
    refused.length > 0 && `${refused.length} could not be fixed`,
    unknown.length > 0 && `no fix is known for ${unknown.length}`,
  ].filter(Boolean);
  if (left.length > 0) yield row('Left', `${amount(left.length, 'finding')}: ${parts.join(' · ')}`, options);
  const groups = byControl(suggestions.map(({ finding }) => finding));
  if (groups.length > 0) yield rows('Person', personLines(groups, options), options);
  if (refused.length > 0) yield rows('Refused', refusedLines(refused, options), options);
}

function personLines(groups: readonly ControlGroup[], options: FixTextOptions): readonly string[] {
  const shown = groups.slice(0, SHOWN);
  const heads = shown.map(({ control, findings }) => `${findings.length} ${clean(control)}`);
  const column = Math.max(...heads.map(displayWidth)) + 2;
  const lines = shown.map(({ control }, at) => {
    const head = heads[at] ?? '';
    return `${head}${' '.repeat(column - displayWidth(head))}${commandAgain(options, [`--control=${control}`, '--include-suggestions'])}`;
  });
  const rest = groups.slice(SHOWN).reduce((sum, { findings }) => sum + findings.length, 0);
  return rest === 0 ? lines : [...lines, `${rest} more of ${amount(groups.length - SHOWN, 'other control')}`];
}

function refusedLines(refused: Fixed['left'], options: FixTextOptions): readonly string[] {
  const groups = byReason(refused);
  const lines = groups.slice(0, SHOWN).flatMap(({ reason, findings }) => {
    const [first] = findings;
    if (first === undefined) return [];
    const more = findings.length > 1 ? ` and ${findings.length - 1} more` : '';
    return indented(`${clean(first.control)} for ${objectName(first.object)}${more}: ${clean(reason)}`, options);
  });
  return groups.length > SHOWN
    ? [...lines, `and ${amount(groups.length - SHOWN, 'other reason')}: -o json lists them all`]
    : lines;
}

function nextLines({ files, left }: Fixed, options: FixTextOptions): readonly string[] {
  const lines: string[] = [];
  if (files.length > 0 && !options.written) lines.push(`${commandAgain(options, ['--write'])}  writes this`);
  if (left.length > 0) lines.push(`${commandAgain(options, [], 'scan')}  shows what is left`);
  return lines.length > 0 ? lines : [files.length > 0 ? 'nothing: all that was found is fixed' : 'nothing'];
}
