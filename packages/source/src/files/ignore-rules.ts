import ignore, { type Ignore } from 'ignore';

/** The files that hold ignore rules. Ours wins over git's, however deep the two stand: it speaks of scans only. */
export const IGNORE_FILES = ['.gitignore', '.bulwarkignore'] as const;
export type IgnoreFile = (typeof IGNORE_FILES)[number];

interface Rule {
  readonly pattern: string;
  readonly mark: string;
}

const newRules = (): Ignore => ignore({ ignoreCase: false });

/**
 * The ignore rules that hold in one folder: its own and those of the folders above it up to the named one. Rules of a deeper
 * file come later, and the last rule that fits decides, as in gitignore(5); so every rule is rewritten to start at the
 * named folder. Immutable.
 */
export class IgnoreRules {
  static readonly NONE: IgnoreRules = new IgnoreRules(newRules(), newRules());

  readonly #git: Ignore;
  readonly #own: Ignore;
  readonly #all: Ignore;

  private constructor(git: Ignore, own: Ignore) {
    this.#git = git;
    this.#own = own;
    this.#all = newRules().add(git).add(own);
  }

  /** The rules with those of one more file in `folder`, the path below the named folder without a slash at its end. */
  with(file: IgnoreFile, folder: string, shownPath: string, text: string): IgnoreRules {
    const rules = text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .flatMap((line) => ruleOf(line, folder, shownPath));
    const mine = file === '.gitignore' ? this.#git : this.#own;
    const longer = newRules().add(mine).add(rules);
    return file === '.gitignore' ? new IgnoreRules(longer, this.#own) : new IgnoreRules(this.#git, longer);
  }

  /** The ignore file that keeps `path` out; undefined where none does. A folder's path ends in a slash. */
  ignores(path: string): string | undefined {
    return this === IgnoreRules.NONE ? undefined : this.#all.test(path).rule?.mark;
  }
}

function ruleOf(line: string, folder: string, mark: string): Rule[] {
  if (line.startsWith('#')) return [];
  const negative = line.startsWith('!');
  const body = withoutSpaceAtEnd(line.slice(negative ? 1 : 0).replace(/\r$/, ''));
  if (body === '' || body === '/') return [];
  // A rule without a slash, but for one at its end, fits at any depth.
  const slash = body.indexOf('/');
  const anchored = slash !== -1 && slash < body.length - 1;
  const start = folder === '' ? '/' : `/${folder.replaceAll(/[\\*?[]/g, String.raw`\$&`)}/`;
  const way = anchored ? start + body.replace(/^\//, '') : `${start}**/${body}`;
  return [{ pattern: (negative ? '!' : '') + way, mark }];
}

/** Spaces at the end do not count, but for one behind a backslash. */
function withoutSpaceAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end--;
  let backslashes = 0;
  while (text[end - 1 - backslashes] === '\\') backslashes++;
  return text.slice(0, backslashes % 2 === 1 && end < text.length ? end + 1 : end);
}
