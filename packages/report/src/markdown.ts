import { type Finding, type Place, SEVERITIES, type Unknown } from '@bulwark/model';
import { amount, severityCounts } from './amount.ts';
import { unreadPlaces, type Unread } from './coverage-view.ts';
import { framesOf } from './frames.ts';
import type { LateOptions } from './late-renderer.ts';
import { Budget } from './markdown/budget.ts';
import { adoptionSections } from './markdown/adoption-sections.ts';
import { folded } from './markdown/folded.ts';
import { frameworkSection } from './markdown/framework-section.ts';
import { codeBlock, codeSpan, prose } from './markdown/markdown-text.ts';
import { groupByObject, type ObjectGroup } from './object-group.ts';
import { filesOf, indexObjects } from './object-index.ts';
import type { ReportInput } from './report-input.ts';
import { sourceLink } from './source-link.ts';
import { summaryLine } from './summary-line.ts';
import { objectName, placeText } from './text-object.ts';
import { scanVerdict, type Standing } from './verdict.ts';
import { escaped } from './xml-text.ts';

/** GitHub refuses a comment of more characters. */
const LIMIT = 65_536;
/** What the sections below the findings get in any case, and the line that says what was left out. */
const RESERVED = 9_000;
const LAST_LINE = 1_200;
/** Objects whose findings are not folded. */
const OPEN = 3;
/** Objects that are looked at; with the shortest entries the room ends before. */
const MOST_OBJECTS = 400;
const FRAME_WIDTH = 110;
const REASONS_SHOWN = 10;
const PLACES_SHOWN = 20;
const MARKS: Readonly<Record<Standing, string>> = { passed: '✅ ', failed: '❌ ', 'not judged': '' };
const WORDS: Readonly<Record<Standing, string>> = { passed: 'Passed', failed: 'Failed', 'not judged': 'Not judged' };

/** The report as a comment for a pull request: the summary, then the worst objects, as much as a comment may hold. */
export function markdown(input: ReportInput, options: LateOptions): Iterable<string> {
  const head = headText(input, options);
  const foot = [
    ...unknownSection(input.unknown),
    ...unreadSection(input, options),
    ...warningSection(input),
    ...adoptionSections(input.adoption),
  ];
  const rest = new Budget(RESERVED);
  const footLeft = foot.filter((section) => !rest.add(section)).length;
  const body = new Budget(LIMIT - LAST_LINE - head.length - rest.text.length);
  const groups = groupByObject(input.findings);
  const left = objectsText(groups, body, input, options);
  return [head, body.text, rest.text, leftOut(left, footLeft, options)].filter((text) => text !== '');
}

function headText(input: ReportInput, options: LateOptions): string {
  const { summary, coverage } = input;
  const verdict = scanVerdict(input, options);
  const unread = unreadPlaces(coverage).length;
  const columns = [...SEVERITIES, 'unknown', 'not read'];
  const counts = [...SEVERITIES.map((severity) => summary.findings[severity]), summary.unknown, unread];
  const next = summary.nextSteps.map(
    ({ control, findings, objects }) =>
      `- ${codeSpan(`bulwark explain ${control}`)} closes ${amount(findings, 'finding')} in ${amount(objects, 'object')}\n`,
  );
  return [
    `## ${MARKS[verdict.standing]}Bulwark: ${summaryLine(input)}\n\n`,
    `**${WORDS[verdict.standing]}**: ${prose(verdict.text)}\n\n`,
    `| ${columns.join(' | ')} |\n|${'--:|'.repeat(columns.length)}\n| ${counts.join(' | ')} |\n\n`,
    ...(next.length > 0 ? [`**What to do first**\n\n${next.join('')}\n`] : []),
    ...(input.framework === undefined ? [] : [frameworkSection(input.framework)]),
  ].join('');
}

/** Writes objects, worst first, while there is room; with their code, or else without it. Gives those that did not fit. */
function objectsText(
  groups: readonly ObjectGroup[],
  budget: Budget,
  input: ReportInput,
  options: LateOptions,
): readonly ObjectGroup[] {
  const shown = groups.slice(0, MOST_OBJECTS);
  const findings = shown.flatMap((group) => group.findings);
  const index = indexObjects(input.objects, filesOf(findings));
  const plain = (text: string): string => text;
  const frames = framesOf(findings, index, input.textOf, () => ({ width: FRAME_WIDTH, gutter: plain, mark: plain }));
  const none: typeof frames = new Map();
  for (const [at, group] of shown.entries()) {
    const open = at < OPEN;
    const fits = budget.add(objectText(group, open, frames, options)) || budget.add(objectText(group, open, none, options));
    if (!fits) return groups.slice(at);
  }
  return groups.slice(shown.length);
}

function objectText(
  { object, file, findings }: ObjectGroup,
  open: boolean,
  frames: ReadonlyMap<Finding, readonly string[]>,
  { sourceUrl }: LateOptions,
): string {
  const counts = severityCounts(countsOf(findings));
  const where = file === undefined ? '' : ` in <code>${escaped(file)}</code>`;
  const summary = `<summary><code>${escaped(objectName(object, file === undefined ? undefined : { file }))}</code>${where}: ${counts}</summary>`;
  const shown = new Set<string>();
  const items = findings.map((finding) => findingText(finding, sourceUrl) + frameText(finding, frames, shown));
  const remedies = [...new Set(findings.map(({ remediation }) => remediation))].map((remedy) => `- → ${prose(remedy)}\n`);
  return `<details${open ? ' open' : ''}>${summary}\n\n${items.join('')}\n**What to do**\n\n${remedies.join('')}\n</details>\n\n`;
}

function countsOf(findings: readonly Finding[]): Record<Finding['severity'], number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

function findingText({ severity, severityReason, message, control, place, evidence }: Finding, base: string | undefined): string {
  const reason = severityReason === undefined ? '' : ` (${severity} here: ${prose(severityReason)})`;
  const facts = evidence.map((fact) => `  - because ${prose(fact.text)}${whereText(fact.place, base)}\n`).join('');
  return `- **${severity}** ${prose(message)}${reason} — ${codeSpan(control)}${whereText(place, base)}\n${facts}`;
}

function whereText(place: Place | undefined, base: string | undefined): string {
  if (place === undefined) return '';
  const name = codeSpan(placeText(place));
  const link = sourceLink(base, place);
  return link === undefined ? `, ${name}` : `, [${name}](${link})`;
}

/** The code, indented as the list item that it belongs to; each place once. */
function frameText(finding: Finding, frames: ReadonlyMap<Finding, readonly string[]>, shown: Set<string>): string {
  const frame = frames.get(finding) ?? [];
  const key = `${finding.place?.line}:${finding.place?.column}`;
  if (frame.length === 0 || shown.has(key)) return '';
  shown.add(key);
  const gutter = Math.min(...frame.map((line) => line.search(/[^ ]/)));
  const lines = codeBlock(frame.map((line) => line.slice(gutter))).split('\n');
  return `\n${lines.map((line) => `  ${line}\n`).join('')}\n`;
}

/** What could not be decided, by reason: the reasons that hold for most first. */
function* unknownSection(unknown: readonly Unknown[]): IterableIterator<string> {
  if (unknown.length === 0) return;
  const groups = [...Map.groupBy(unknown, ({ control, reason }) => `${control}\n${reason}`).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  const items = groups.slice(0, REASONS_SHOWN).map((group) => {
    const [first] = group;
    if (first === undefined) return '';
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    return `- ${codeSpan(first.control)} for ${codeSpan(objectName(first.object, first.place))}${more}: ${prose(first.reason)}\n`;
  });
  const rest = groups.length - REASONS_SHOWN;
  yield folded(`Unknown, neither passed nor failed: ${unknown.length}`, items, rest > 0 ? `${rest} more reasons` : '');
}

function* unreadSection({ coverage }: ReportInput, { sourceUrl }: LateOptions): IterableIterator<string> {
  const places = unreadPlaces(coverage);
  if (places.length === 0) return;
  const items = places.slice(0, PLACES_SHOWN).map((place) => unreadText(place, sourceUrl));
  const rest = places.length - PLACES_SHOWN;
  yield folded(`Not read, and so not judged: ${places.length}`, items, rest > 0 ? `${rest} more places` : '');
}

/** What reads otherwise than its author may think. */
function* warningSection({ coverage: { warnings } }: ReportInput): IterableIterator<string> {
  if (warnings.length === 0) return;
  const items = warnings.slice(0, PLACES_SHOWN).map((place) => `- ${codeSpan(placeText(place))}: ${prose(place.reason)}\n`);
  const rest = warnings.length - PLACES_SHOWN;
  yield folded(`Warnings: ${warnings.length}`, items, rest > 0 ? `${rest} more` : '');
}

function unreadText(unread: Unread, base: string | undefined): string {
  const name = codeSpan(placeText(unread));
  const link = sourceLink(base, { file: unread.file, line: unread.line ?? 1 });
  const hint = unread.hint === undefined ? '' : `; to judge what it becomes: ${codeSpan(unread.hint)}`;
  return `- ${link === undefined ? name : `[${name}](${link})`}: ${prose(unread.reason)}${hint}\n`;
}

function leftOut(groups: readonly ObjectGroup[], sections: number, { paths = [] }: LateOptions): string {
  if (groups.length === 0 && sections === 0) return '';
  const findings = groups.flatMap((group) => group.findings);
  const parts = [
    ...(groups.length > 0 ? [`${amount(groups.length, 'more object')} (${severityCounts(countsOf(findings))})`] : []),
    ...(sections > 0 ? ['what is unknown, was not read or does not count'] : []),
  ];
  const command = `bulwark scan ${paths.map(quoted).join(' ')} --all`;
  const shown = command.length > LAST_LINE / 4 || paths.length === 0 ? 'bulwark scan … --all' : command;
  return `Left out, because a comment holds no more: ${parts.join(', and ')}. ${codeSpan(shown)} shows everything.\n`;
}

function quoted(path: string): string {
  return /^[\w./@:+,-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
