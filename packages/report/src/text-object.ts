import { formatPath, type Evidence, type Finding, type ObjectRef, type Place } from '@bulwark/model';
import { clean } from './clean.ts';
import { displayWidth } from './display-width.ts';
import { GUTTER } from './frame-line.ts';
import type { ObjectGroup } from './object-group.ts';
import { severityPaint, type Palette } from './palette.ts';
import type { Style } from './text-options.ts';
import { wrap } from './wrap.ts';

/** Messages stand above the code: two spaces, the longest severity and two spaces before them. */
const MESSAGE = GUTTER;
const INDENT = ' '.repeat(MESSAGE);

export interface ObjectText {
  readonly group: ObjectGroup;
  /** Where the object starts in its file. */
  readonly line: number | undefined;
  readonly frameOf: (finding: Finding) => readonly string[];
}

/** An object with its findings: what is said once for a control is said once, and a place is shown once. */
export function objectText({ group, line, frameOf }: ObjectText, style: Style): string {
  const { palette } = style;
  const by = group.findings[0]?.rendered?.by;
  const at = by === undefined ? (line === undefined ? '' : `:${line}`) : ` (${by})`;
  const place = group.file === undefined ? '' : palette.dim(`  ${clean(group.file)}${at}`);
  const lines = [
    `${palette.bold(objectName(group.object, group.file === undefined ? undefined : { file: group.file }))}${place}`,
  ];
  const shown = new Set<string>();
  const frame = (finding: Finding): readonly string[] => {
    const { place: shownAt } = finding;
    // An absent field of the object itself is "shown" by its first line, which the heading has named already.
    if (shownAt === undefined || (by === undefined && !shownAt.exact && shownAt.line === line)) return [];
    const key = `${shownAt.file}:${shownAt.line}:${shownAt.column}:${shownAt.endLine}:${shownAt.endColumn}`;
    if (shown.has(key)) return [];
    shown.add(key);
    return frameOf(finding);
  };
  for (const findings of Map.groupBy(group.findings, (finding) => finding.control).values()) {
    lines.push(...controlText(findings, frame, style));
  }
  return `${lines.join('\n')}\n`;
}

/** `Deployment shop/api`. */
export function objectName(object: ObjectRef, place?: Pick<Place, 'file'>): string {
  const name = shownName(object, place?.file) || '(no name)';
  return clean(`${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${name}`);
}

/** What programs are started with has no name but that of its file: configurations of Kubernetes' own, of kubeadm, kind, k3d and K3s. */
const FILES = /^(?:[\w-]+\.)*config\.k8s\.io\/|^(?:kubeadm|audit)\.k8s\.io\/|^(?:k3s|k3d)\.io\/|^kind\.x-k8s\.io\//;

/** An object's name; of a configuration that has none, the name of its file; else empty. */
export function shownName({ name, apiVersion }: Pick<ObjectRef, 'name' | 'apiVersion'>, file: string | undefined): string {
  return name === '' && file !== undefined && FILES.test(apiVersion) ? file.replace(/^.*\//, '') : name;
}

/** A file alone where the place is no place in it. */
export function placeText({ file, line, column }: Pick<Place, 'file'> & Partial<Pick<Place, 'line' | 'column'>>): string {
  return line === undefined || column === undefined ? clean(file) : `${clean(file)}:${line}:${column}`;
}

/** The findings of one control in one object: its id, evidence and remedy once. */
function controlText(
  findings: readonly Finding[],
  frame: (finding: Finding) => readonly string[],
  style: Style,
): readonly string[] {
  const lines: string[] = [];
  let before: Finding | undefined;
  for (const finding of findings) {
    lines.push(...findingText(finding, before, style), ...frame(finding));
    before = finding;
  }
  const remedies = new Set(findings.map((finding) => finding.remediation));
  for (const remedy of remedies) lines.push(...listed('→ ', wrap(clean(remedy), roomFor(style)).map(style.palette.green)));
  return [...lines, ...evidenceText(findings, style)];
}

/** The facts that the findings rest on, each once, whichever of them it speaks for. */
function evidenceText(findings: readonly Finding[], style: Style): readonly string[] {
  const facts = new Map<string, Evidence>();
  for (const { evidence } of findings) for (const fact of evidence) facts.set(`${fact.text}\n${whereOf(fact)}`, fact);
  return [...facts.values()].flatMap((fact) => {
    const text = besideOrBelow(wrap(clean(fact.text), roomFor(style)), whereOf(fact), roomFor(style), style.palette);
    return listed('· ', text);
  });
}

function findingText(finding: Finding, before: Finding | undefined, style: Style): readonly string[] {
  const severity = before?.severity === finding.severity ? '' : finding.severity;
  const label = `  ${severity.padEnd(MESSAGE - 4)}  `;
  const where = finding.place === undefined ? clean(formatPath(finding.path)) : placeText(finding.place) + sureness(finding);
  const aside = before === undefined ? `${clean(finding.control)}  ${where}`.trimEnd() : where;
  // What differs from the finding before in its place alone is said by the place alone.
  const told = before?.message === finding.message && severity === '' && where !== '';
  const message = told ? [] : wrap(clean(finding.message), style.width - MESSAGE);
  const lines = [...besideOrBelow(message, aside, style.width - MESSAGE, style.palette)];
  if (finding.severityReason !== undefined && finding.severityReason !== before?.severityReason) {
    lines.push(...wrap(`${finding.severity} here: ${clean(finding.severityReason)}`, style.width - MESSAGE));
  }
  lines.push(...valueText(finding).flatMap((text) => wrap(text, style.width - MESSAGE)));
  return lines.map((line, index) => (index === 0 ? severityPaint(style.palette, finding.severity)(label) : INDENT) + line);
}

/** A place in a source that is not proved says so. */
function sureness({ rendered }: Finding): string {
  if (rendered === undefined || rendered.precision === 'exact') return '';
  if (rendered.precision === 'approximate') return ' (about here)';
  return ` (somewhere in it; line ${rendered.line} of what ${clean(rendered.by)} renders)`;
}

/** `value: charts/shop/values.yaml:12 (image.tag)`. */
function valueText({ rendered }: Finding): readonly string[] {
  if (rendered?.value === undefined) return [];
  const { file, line, key, precision } = rendered.value;
  const where = `${clean(file)}${line === undefined ? '' : `:${line}`}`;
  return [`value from ${where}  ${clean(key)}${precision === 'exact' ? '' : ' (perhaps)'}`];
}

/** The aside at the end of the message where there is room, else on a line of its own. */
function besideOrBelow(message: readonly string[], aside: string, width: number, palette: Palette): readonly string[] {
  const last = message.at(-1);
  if (aside === '') return message;
  if (last === undefined) return [palette.dim(aside)];
  const fits = displayWidth(last) + 2 + displayWidth(aside) <= width;
  return fits ? [...message.slice(0, -1), `${last}  ${palette.dim(aside)}`] : [...message, palette.dim(aside)];
}

/** Where a fact stands, or for a live object what it is a fact of. */
function whereOf({ place, object }: Evidence): string {
  if (place !== undefined) return placeText(place);
  return object === undefined ? '' : objectName(object);
}

/** Columns for the text of a list. */
function roomFor({ width }: Style): number {
  return width - MESSAGE - 2;
}

function listed(bullet: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${INDENT}${index === 0 ? bullet : '  '}${line}`);
}
