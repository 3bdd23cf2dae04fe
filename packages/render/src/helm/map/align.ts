import type { Section } from '../documents.ts';

/** Lines of one template's raw output, and which of them differ from render to render. */
export interface RawLines {
  readonly lines: readonly string[];
  readonly loose: ReadonlySet<number> | undefined;
}

/**
 * For each line of a section of the render, the number of the line in what its template printed: Helm takes that apart at
 * lines of `---` and prints the parts in another order. Undefined where no part is the section. `used` keeps two parts that
 * are the same apart.
 */
export function alignSection(section: Section, raw: RawLines, used: Set<number>): number | undefined {
  const wanted = withoutBlankEnds(section.lines, 0, section.lines.length);
  for (const part of partsOf(raw.lines)) {
    if (used.has(part.from) || part.to - part.from !== wanted.to - wanted.from) continue;
    const isSame = section.lines.slice(wanted.from, wanted.to).every((line, at) => {
      const printed = raw.lines[part.from + at] ?? '';
      return raw.loose?.has(part.from + at) === true || sameLine(line, printed, at === 0);
    });
    if (!isSame) continue;
    used.add(part.from);
    return part.from - wanted.from;
  }
  return undefined;
}

/** Of the first line Helm keeps what stands behind the dashes, without the spaces before it. */
function sameLine(line: string, printed: string, isFirst: boolean): boolean {
  if (!isFirst) return line.trimEnd() === printed.trimEnd();
  return line.trim() === printed.replace(/^---[ \t]*/, '').trim();
}

interface Part {
  readonly from: number;
  readonly to: number;
}

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined && !line.startsWith('---')) continue;
    const part = withoutBlankEnds(lines, start, at);
    if (part.to > part.from) parts.push(part);
    // What stands behind the dashes on their own line belongs to the next part.
    start = line !== undefined && line.replace(/^---[ \t]*/, '').trim() !== '' ? at : at + 1;
  }
  return parts;
}

function withoutBlankEnds(lines: readonly string[], from: number, to: number): Part {
  let start = from;
  let end = to;
  while (start < end && (lines[start] ?? '').trim() === '') start += 1;
  while (end > start && (lines[end - 1] ?? '').trim() === '') end -= 1;
  return { from: start, to: end };
}
