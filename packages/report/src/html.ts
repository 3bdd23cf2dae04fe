import { SEVERITIES, formatPath, type Finding, type Place } from '@bulwark/model';
import { amount } from './amount.ts';
import { chunks } from './chunks.ts';
import { clean } from './clean.ts';
import { framePartsOf } from './frames.ts';
import { adoptionSections } from './html/adoption-sections.ts';
import { coverageSections, unknownSection } from './html/coverage-sections.ts';
import { frameworkSection } from './html/framework-section.ts';
import type { CodeLine, ControlData, FindingData, ObjectData } from './html/scan-data.ts';
import { SCAN_SCRIPT } from './html/scan-script.ts';
import { SCAN_STYLE } from './html/scan-style.ts';
import { filters, objectList } from './html/scan-list.ts';
import { severityChart } from './html/severity-chart.ts';
import { forScript, page } from './html/shell/page.ts';
import { jsonLines, jsonText } from './json-text.ts';
import type { LateOptions } from './late-renderer.ts';
import { groupByObject, type ObjectGroup } from './object-group.ts';
import { filesOf, indexObjects } from './object-index.ts';
import type { LineParts } from './frame-line.ts';
import type { ReportInput } from './report-input.ts';
import { sourceLink } from './source-link.ts';
import { summaryLine } from './summary-line.ts';
import { objectName, placeText, shownName } from './text-object.ts';
import { scanVerdict, type Standing } from './verdict.ts';
import { unwrapped } from './unwrapped.ts';
import { escaped } from './xml-text.ts';

const WIDTH = 150;
const WORDS: Readonly<Record<Standing, string>> = { passed: '✓ Passed', failed: '✗ Failed', 'not judged': 'Not judged' };

/** The report as one page to search, filter and print; it needs no other file and no network. */
export function html(input: ReportInput, options: LateOptions): Iterable<string> {
  const groups = groupByObject(input.findings);
  return chunks(
    page({
      title: `Bulwark: ${summaryLine(input)}`,
      style: SCAN_STYLE,
      body: body(input, options),
      live: { script: SCAN_SCRIPT, data: data(input, groups, options) },
    }),
  );
}

function* body(input: ReportInput, options: LateOptions): IterableIterator<string> {
  const { standing, text } = scanVerdict(input, options);
  yield `<a class="skip" href="#findings">To the findings</a>
<header class="wide top"><div class="bar"><h1 class="grow">Bulwark report</h1><button type="button" id="theme" class="screen" hidden>Theme</button></div>
<p class="verdict ${standing.replace(' ', '-')}"><strong>${WORDS[standing]}</strong>: ${escaped(text)}</p>
<p>${escaped(summaryLine(input))}. <span class="quiet">Bulwark ${escaped(input.version)}</span></p>
${severityChart(input.summary.findings)}${nextSteps(input)}</header>
<main class="wide">
`;
  if (input.framework !== undefined) yield frameworkSection(input.framework);
  yield filters(input);
  yield* objectList(input.findings);
  yield unknownSection(input.unknown);
  yield* adoptionSections(input.adoption);
  yield* coverageSections(input.coverage, options.sourceUrl);
  yield '</main>\n';
}

function nextSteps({ summary }: ReportInput): string {
  const items = summary.nextSteps.map(
    ({ control, title, findings, objects }) =>
      `<li><code>bulwark explain ${escaped(control)}</code> <span class="quiet">${escaped(title)}: closes ${amount(findings, 'finding')} in ${amount(objects, 'object')}</span></li>`,
  );
  return items.length === 0 ? '' : `<h2 class="next">What to do first</h2><ol>${items.join('')}</ol>`;
}

/** The data as the script reads them (`ScanData`), an object a line. */
function* data(input: ReportInput, groups: readonly ObjectGroup[], options: LateOptions): IterableIterator<string> {
  const controls = [...new Set(input.findings.map(({ control }) => control))].toSorted();
  const remedies = [...new Set(input.findings.map(({ remediation }) => remediation))];
  const index = indexObjects(input.objects, filesOf(input.findings));
  const view: View = {
    control: positions(controls),
    remedy: positions(remedies),
    frames: framePartsOf(input.findings, index, input.textOf, WIDTH),
    sourceUrl: options.sourceUrl,
  };
  yield '{"controls": ';
  for (const piece of jsonLines(controls, (id) => controlData(id, input), '')) yield forScript(piece);
  yield `,\n"remedies": ${forScript(jsonText(remedies.map(clean)))},\n"objects": `;
  for (const piece of jsonLines(groups, (group) => objectData(group, view), '')) yield forScript(piece);
  yield '}';
}

interface View {
  readonly control: ReadonlyMap<string, number>;
  readonly remedy: ReadonlyMap<string, number>;
  readonly frames: ReadonlyMap<Finding, readonly LineParts[]>;
  readonly sourceUrl: string | undefined;
}

function positions(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(texts.map((text, at) => [text, at] as const));
}

function controlData(id: string, { findings, proseOf }: ReportInput): ControlData {
  const prose = proseOf(id);
  const title = prose?.title ?? findings.find(({ control }) => control === id)?.title ?? id;
  return {
    id: clean(id),
    title: clean(title),
    why: unwrapped(prose?.why ?? ''),
    references: (prose?.references ?? []).filter((reference) => /^https?:\/\//.test(reference)),
  };
}

function objectData({ object, file, findings }: ObjectGroup, view: View): ObjectData {
  const shown = new Set<string>();
  return {
    kind: clean(object.kind),
    namespace: object.namespace === undefined ? null : clean(object.namespace),
    name: clean(shownName(object, file)),
    file: file === undefined ? null : clean(file),
    findings: findings.map((finding) => findingData(finding, view, shown)),
  };
}

function findingData(finding: Finding, view: View, shown: Set<string>): FindingData {
  const { severity, severityReason, control, remediation, message, path, place, evidence } = finding;
  return {
    severity: SEVERITIES.indexOf(severity),
    control: view.control.get(control) ?? 0,
    remedy: view.remedy.get(remediation) ?? 0,
    message: clean(message),
    reason: severityReason === undefined ? undefined : clean(severityReason),
    path: clean(formatPath(path)),
    at: place === undefined ? undefined : `${place.line}:${place.column}`,
    link: sourceLink(view.sourceUrl, place),
    evidence: evidence.length === 0 ? undefined : evidence.map(evidenceText),
    code: codeOf(place, view.frames.get(finding), shown),
  };
}

function evidenceText({ text, place, object }: Finding['evidence'][number]): string {
  const where = place === undefined ? (object === undefined ? '' : objectName(object)) : placeText(place);
  return clean(where === '' ? text : `${text} (${where})`);
}

/** A place is shown once in an object, where it is told of first. */
function codeOf(
  place: Place | undefined,
  parts: readonly LineParts[] | undefined,
  shown: Set<string>,
): readonly CodeLine[] | undefined {
  const key = `${place?.line}:${place?.column}:${place?.endLine}:${place?.endColumn}`;
  if (parts === undefined || parts.length === 0 || shown.has(key)) return undefined;
  shown.add(key);
  return parts.map(({ number, before, marked, after }): CodeLine => [number, before, marked, after]);
}
