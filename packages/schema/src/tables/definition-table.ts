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
  /** Where a definition's own line starts. */
  readonly #starts: ReadonlyMap<string, number>;

  constructor(text: string) {
    this.#text = text;
    this.#starts = startsIn(text);
  }

  has(name: string, minor: number): boolean {
    const start = this.#starts.get(name);
    return start !== undefined && includesMinor(this.#ownMinors(start), minor);
  }

  /** Whether the definition is a list of strings, and no object. */
  isEnumeration(name: string): boolean {
    const start = this.#starts.get(name);
    return start !== undefined && this.#text.startsWith('\n "', this.#text.indexOf('\n', start));
  }

  /** Whether a definition has a field of a name in any minor. */
  mentions(name: string, field: string): boolean {
    const start = this.#starts.get(name);
    if (start === undefined) return false;
    return this.#text.slice(start, nextOwnLine(this.#text, start)).includes(`\n ${field} `);
  }

  /** The lines below a definition, of all minors; none for a name that no minor has. */
  linesOf(name: string): readonly DefinitionLine[] {
    const start = this.#starts.get(name);
    const own = start === undefined ? [] : this.#ownMinors(start);
    return this.#textLines(start).map((line) => {
      const [words, minors] = line.includes(' @') ? splitMinors(line) : [line, own];
      return { words, minors };
    });
  }

  /** The lines below a definition that hold in a minor, which has the definition. */
  linesIn(name: string, minor: number): readonly string[] {
    const lines = this.#textLines(this.#starts.get(name));
    return lines.some((line) => line.includes(' @')) ? lines.flatMap((line) => lineIn(line, minor)) : lines;
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

function startsIn(text: string): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  let home = '';
  // Lines below a definition are skipped, which is most of them.
  for (let start = 0; start < text.length; start = nextOwnLine(text, start)) {
    const end = text.indexOf('\n', start);
    if (text.charCodeAt(start) === SHARP) {
      home = `${text.slice(start + 2, end)}.`;
      continue;
    }
    const [name = ''] = text.slice(start, end).split(' ', 1);
    starts.set(home + name, start);
  }
  return starts;
}

/** The start of the next line that is not below a definition; the length of the text where there is none. */
function nextOwnLine(text: string, from: number): number {
  let start = text.indexOf('\n', from) + 1;
  while (text.charCodeAt(start) === SPACE) start = text.indexOf('\n', start) + 1;
  return start;
}
