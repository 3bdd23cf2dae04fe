import { includesMinor, splitMinors, type MinorRange } from './minors.ts';

/** A line below a definition, and the minors that it holds in. */
export interface DefinitionLine {
  readonly words: string;
  readonly minors: readonly MinorRange[];
}

/**
 * The table of definitions, found by name and read when they are asked for: to read all of it would take longer than most
 * scans need. Its form is described in the README.
 */
export class DefinitionTable {
  readonly #text: string;
  /** Where the first line of a section stands, by the group and version that all its names begin with. */
  readonly #sections: ReadonlyMap<string, number>;
  /** Where the own lines of a section's definitions start: found when one of them is asked for. */
  readonly #starts = new Map<string, ReadonlyMap<string, number>>();

  constructor(text: string) {
    this.#text = text;
    this.#sections = sectionsIn(text);
  }

  has(name: string, minor: number): boolean {
    const start = this.#startOf(name);
    return start !== undefined && includesMinor(this.#ownMinors(start), minor);
  }

  /** Whether the definition is a list of strings, and no object. */
  isEnumeration(name: string): boolean {
    const start = this.#startOf(name);
    return start !== undefined && this.#text.startsWith('\n "', this.#text.indexOf('\n', start));
  }

  /** Whether a definition has a field of a name in any minor. */
  mentions(name: string, field: string): boolean {
    const start = this.#startOf(name);
    if (start === undefined) return false;
    return this.#text.slice(start, nextOwnLine(this.#text, start)).includes(`\n ${field} `);
  }

  /** The lines below a definition, of all minors; none for a name that no minor has. */
  linesOf(name: string): readonly DefinitionLine[] {
    const start = this.#startOf(name);
    const own = start === undefined ? [] : this.#ownMinors(start);
    return this.#textLines(start).map((line) => {
      const [words, minors] = line.includes(' @') ? splitMinors(line) : [line, own];
      return { words, minors };
    });
  }

  /** The lines below a definition that hold in a minor, which has the definition. */
  linesIn(name: string, minor: number): readonly string[] {
    const lines = this.#textLines(this.#startOf(name));
    return lines.some((line) => line.includes(' @')) ? lines.flatMap((line) => lineIn(line, minor)) : lines;
  }

  #startOf(name: string): number | undefined {
    const dot = name.lastIndexOf('.');
    const home = name.slice(0, dot);
    const section = this.#sections.get(home);
    if (section === undefined) return undefined;
    let starts = this.#starts.get(home);
    if (starts === undefined) this.#starts.set(home, (starts = startsFrom(this.#text, section)));
    return starts.get(name.slice(dot + 1));
  }

  #textLines(start: number | undefined): readonly string[] {
    if (start === undefined) return [];
    const first = this.#text.indexOf('\n', start);
    const end = nextOwnLine(this.#text, start) - 1;
    // Without the space that each of them starts with.
    return end <= first ? [] : this.#text.slice(first + 2, end).split('\n ');
  }

  #ownMinors(start: number): readonly MinorRange[] {
    return splitMinors(this.#text.slice(start, this.#text.indexOf('\n', start)))[1];
  }
}

function lineIn(line: string, minor: number): readonly string[] {
  if (!line.includes(' @')) return [line];
  const [words, minors] = splitMinors(line);
  return includesMinor(minors, minor) ? [words] : [];
}

const SPACE = 0x20;
const SHARP = 0x23;

function sectionsIn(text: string): ReadonlyMap<string, number> {
  const sections = new Map<string, number>();
  for (let start = text.startsWith('# ') ? 0 : nextSection(text, 0); start !== -1; start = nextSection(text, start)) {
    const end = text.indexOf('\n', start);
    sections.set(text.slice(start + 2, end), end + 1);
  }
  return sections;
}

/** The start of the next heading; -1 where there is none. */
function nextSection(text: string, from: number): number {
  const found = text.indexOf('\n# ', from);
  return found === -1 ? -1 : found + 1;
}

function startsFrom(text: string, section: number): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  // Lines below a definition are skipped, which is most of them.
  for (let start = section; start < text.length && text.charCodeAt(start) !== SHARP; start = nextOwnLine(text, start)) {
    const [name = ''] = text.slice(start, text.indexOf('\n', start)).split(' ', 1);
    starts.set(name, start);
  }
  return starts;
}

/** The start of the next line that is not below a definition; the length of the text where there is none. */
function nextOwnLine(text: string, from: number): number {
  let start = text.indexOf('\n', from) + 1;
  while (text.charCodeAt(start) === SPACE) start = text.indexOf('\n', start) + 1;
  return start;
}
