import { pointsAtSecret, privateKeysIn, secretsInLine, writtenSecrets } from '@bulwark/controls';
import { isObject, member, type Finding, type KubeObject, type Path, type Place, type Range } from '@bulwark/model';
import { shownLines } from './code-frame.ts';
import { renderedSecrets } from './rendered-secrets.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { lineText, offsetsOf, type SourceText } from './source-text.ts';

/** The annotation in which `kubectl apply` keeps the whole object, a Secret's data with it. */
const LAST_APPLIED: Path = ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'];
const SECRET_FIELDS = ['data', 'stringData'];

/** A key at the start of a range, with what stands before its value. */
const KEY = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'{[&*!|>][^:\n]*?)\s*:(?=[\s"'{[]|$)\s*/;

/** A longer key is masked with its value; it also bounds the work of the pattern above. */
const LONGEST_KEY = 512;

/**
 * The ranges of one file's text that hold secrets, as far as its findings show that text, ascending and apart from each
 * other: what a control found, and what nobody was asked to find and stands in the same lines.
 */
export function secretRanges(
  file: string,
  source: SourceText,
  findings: readonly Finding[],
  index: ObjectIndex,
): readonly Range[] {
  const ranges: Range[] = [];
  const lines = new Set<number>();
  for (const finding of findings) {
    if (finding.place === undefined) continue;
    for (const line of shownLines(finding.place, source)) lines.add(line);
    if (pointsAtSecret(finding.control)) ranges.push(...foundSecret(finding, finding.place, source, index));
  }
  const shown = secretsShown(source, index.byFile.get(file) ?? [], lines);
  return merged([...ranges, ...shown, ...renderedSecrets(source, lines, findings, index)]);
}

/** The same for some lines, by their one-based numbers, whatever was found in them; `objects` are those of the file. */
export function secretsInLines(source: SourceText, objects: Iterable<KubeObject>, lines: Iterable<number>): readonly Range[] {
  return merged(secretsShown(source, objects, lines));
}

function secretsShown(source: SourceText, objects: Iterable<KubeObject>, lines: Iterable<number>): readonly Range[] {
  const ranges: Range[] = [...privateKeysIn(source.text)];
  for (const object of objects) {
    for (const range of secretData(object)) ranges.push(range);
    for (const range of writtenRanges(object)) ranges.push(range);
  }
  for (const line of lines)
    for (const range of secretsInText(lineText(source, line), source.lineStarts[line - 1] ?? 0)) ranges.push(range);
  return ranges;
}

function secretsInText(line: string, offset: number): readonly Range[] {
  return secretsInLine(line).map(({ start, end }) => ({ start: offset + start, end: offset + end }));
}

/** The values of variables, ConfigMaps and command lines that are secrets, also where no control was asked for them. */
function writtenRanges(object: KubeObject): readonly Range[] {
  const locator = object.origin?.locator;
  return locator === undefined ? [] : writtenSecrets(object).flatMap((path) => locator.find(path)?.value ?? []);
}

/** The values of a Secret; their keys say what they are for and stay. */
function secretData(object: KubeObject): readonly Range[] {
  if (object.kind !== 'Secret' || object.origin === undefined) return [];
  const { locator } = object.origin;
  const paths = SECRET_FIELDS.flatMap((field): Path[] => {
    const data = member(object.value, field);
    return isObject(data) ? Object.keys(data).map((key) => [field, key]) : [[field]];
  });
  return [...paths, LAST_APPLIED].flatMap((path) => locator.find(path)?.value ?? []);
}

/** Where a finding's value stands. An alias has its value elsewhere: that is found by the locator, not by the place. */
function foundSecret(finding: Finding, place: Place, source: SourceText, index: ObjectIndex): readonly Range[] {
  const holders = index.byKey.get(objectKey(finding.object, place.file)) ?? [];
  const values = holders.flatMap((object) => object.origin?.locator.find(finding.path)?.value ?? []);
  return [...values, behindKey(offsetsOf(place, source), finding.path, source)];
}

/**
 * The range without the key that it starts with; where there is no telling, all of it. A range that is a key alone has its
 * value behind it: whatever follows on the line.
 */
function behindKey(range: Range, path: Path, { text }: SourceText): Range {
  const colon = /^\s*:[ \t]*/.exec(text.slice(range.end, range.end + LONGEST_KEY));
  if (colon !== null) return { start: range.end + colon[0].length, end: endOfLine(text, range.end) };
  if (typeof path.at(-1) === 'number') return range;
  const key = KEY.exec(text.slice(range.start, Math.min(range.end, range.start + LONGEST_KEY)));
  return key === null ? range : { start: range.start + key[0].length, end: range.end };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else if (range.start < range.end) result.push(range);
  }
  return result;
}
