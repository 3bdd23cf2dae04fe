import type { FixedFile } from '@bulwark/fix';
import {
  amount,
  Budget,
  codeBlock,
  codeSpan,
  folded,
  objectName,
  prose,
  scanVerdict,
  severityCounts,
  type Bars,
  type Palette,
} from '@bulwark/report';
import { diffLines, sidesOf, type Sides } from './diff-text.ts';
import type { Fixed } from './fix.ts';
import { commandAgain, type Again } from './flags-again.ts';
import { byControl, byReason, checkText, fixedFindings, hazardsOf, type ControlGroup } from './left-groups.ts';

/** GitHub refuses a text of more characters. */
const LIMIT = 65_536;
/** What is kept for all but the diffs. */
const RESERVED = 12_000;
const SHOWN = 20;
const plain = (text: string): string => text;
const PLAIN: Palette = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

/** The text of a pull request that makes the fixes: what they do, what may break, what needs a person, what is left and why. */
export function* fixMarkdown(fixed: Fixed, options: Again & { readonly bars: Bars }): IterableIterator<string> {
  const done = fixedFindings(fixed);
  const foot = [...hazardSection(fixed), ...personSection(fixed, options), ...refusedSection(fixed), ...restSection(fixed)];
  const title =
    done.length === 0
      ? 'Nothing is to be fixed without a person'
      : `${amount(done.length, 'finding')} fixed in ${amount(fixed.files.length, 'file')}`;
  const head = `## ${title}\n\n${verdictText(fixed, options.bars)}${tableOf(byControl(done))}`;
  yield head;
  const rest = new Budget(RESERVED);
  for (const section of foot) rest.add(section);
  const diffs = new Budget(LIMIT - head.length - rest.text.length - 500);
  yield* diffSection(fixed.files, sidesOf(fixed.before.inventory.objects, fixed.after.inventory.objects), diffs, 'more files');
  yield rest.text;
  const { suggested } = fixed;
  if (suggested !== undefined && suggested.files.length > 0) {
    const sides = sidesOf(fixed.after.inventory.objects, suggested.after.inventory.objects);
    yield* diffSection(suggested.files, sides, diffs, 'more files with suggestions', 'suggested: ');
  }
}

function verdictText(fixed: Fixed, bars: Bars): string {
  const { standing, text } = scanVerdict(fixed.after, bars);
  const word = standing === 'passed' ? 'passes' : standing === 'failed' ? 'fails still' : 'is not judged';
  const proof =
    fixed.files.length === 0
      ? 'A scan'
      : 'Each fix is proved: its finding is gone, nothing new is found, and nothing else in the files has changed. A scan then';
  return `${proof} ${word}: ${prose(text)}.\n\n`;
}

function tableOf(groups: readonly ControlGroup[]): string {
  if (groups.length === 0) return '';
  const lines = groups.map(
    ({ control, title, findings }) => `| ${cell(codeSpan(control))} | ${cell(prose(title))} | ${severities(findings)} |\n`,
  );
  return `| control | what holds now | findings |\n|---|---|---|\n${lines.join('')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

function severities(findings: ControlGroup['findings']): string {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return severityCounts(counts);
}

function* diffSection(
  files: readonly FixedFile[],
  sides: Sides,
  budget: Budget,
  noun: string,
  word = '',
): IterableIterator<string> {
  let left = 0;
  for (const file of files) {
    const controls = [...new Set(file.objects.flatMap(({ fixes }) => fixes.map(({ finding }) => finding.control)))];
    const objects = file.objects.slice(0, SHOWN).map(({ object }) => objectName(object));
    const block = codeBlock([...diffLines(file, sides, PLAIN)], 'diff');
    const text = folded(`${word}${file.path}: ${objects.join(', ')} (${controls.join(', ')})`, [`${block}\n`], '');
    if (!budget.add(text)) left++;
    else yield text;
  }
  if (left > 0) yield `- and ${left} ${noun}, which do not fit in here: \`bulwark fix\` shows them\n\n`;
}

function* hazardSection(fixed: Fixed): IterableIterator<string> {
  const hazards = hazardsOf(fixed);
  if (hazards.length === 0) return;
  const items = hazards.map(
    (hazard) => `- ${prose(hazard.what)} (${hazard.controls.map(codeSpan).join(', ')}). ${prose(checkText(hazard))}\n`,
  );
  yield `### What may break\n\n${items.join('')}\n`;
}

function* personSection({ left }: Fixed, again: Again): IterableIterator<string> {
  const groups = byControl(left.filter(({ kind }) => kind === 'suggestion').map(({ finding }) => finding));
  if (groups.length === 0) return;
  const items = groups.slice(0, SHOWN).map(({ control, title, findings }) => {
    const command = commandAgain(again, [`--control=${control}`, '--include-suggestions']);
    return `- ${severities(findings)}: ${prose(title)} — ${codeSpan(command)}\n`;
  });
  const more = groups.length > SHOWN ? `- and ${amount(groups.length - SHOWN, 'more control')}\n` : '';
  yield `### What needs a person\n\nThese have a fix that may break a program. Look at it, then let it be made.\n\n${items.join('')}${more}\n`;
}

function* refusedSection({ left }: Fixed): IterableIterator<string> {
  const groups = byReason(left.filter(({ kind }) => kind === 'refused'));
  if (groups.length === 0) return;
  const items = groups.slice(0, SHOWN).flatMap(({ reason, findings }) => {
    const [first] = findings;
    if (first === undefined) return [];
    const more = findings.length > 1 ? ` and ${findings.length - 1} more` : '';
    return [`- ${codeSpan(first.control)} for ${codeSpan(objectName(first.object))}${more}: ${prose(reason)}\n`];
  });
  yield folded('What could not be fixed', items, groups.length > SHOWN ? `${groups.length - SHOWN} more reasons` : '');
}

function* restSection({ left }: Fixed): IterableIterator<string> {
  const groups = byControl(left.filter(({ kind }) => kind === 'no-fix').map(({ finding }) => finding));
  if (groups.length === 0) return;
  const items = groups
    .slice(0, SHOWN)
    .map(
      ({ control, findings }) => `- ${severities(findings)}: ${codeSpan(control)}. ${prose(findings[0]?.remediation ?? '')}\n`,
    );
  yield folded('What no fix is known for', items, groups.length > SHOWN ? amount(groups.length - SHOWN, 'more control') : '');
}
