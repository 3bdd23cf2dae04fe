/** Any text, also an empty one; and any one character. */
export const ANY: unique symbol = Symbol('*');
export const ONE: unique symbol = Symbol('?');

/** A pattern, a character each; `*` next to `*` is one. */
export type Glob = readonly (string | typeof ANY | typeof ONE)[];

/** Every character stands for itself. */
export function literal(text: string): Glob {
  return [...text];
}

/**
 * `*` and `?` as IAM's StringLike has them; `${*}`, `${?}` and `${$}` stand for the character. Undefined where another policy
 * variable stands in it, whose value nobody shows.
 */
export function awsGlob(text: string): Glob | undefined {
  const glob: (string | typeof ANY | typeof ONE)[] = [];
  for (let at = 0; at < text.length;) {
    if (text.startsWith('${', at)) {
      const char = /^\$\{([*?$])\}/.exec(text.slice(at, at + 4))?.[1];
      if (char === undefined) return undefined;
      glob.push(char);
      at += 4;
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (char !== '*') glob.push(char === '?' ? ONE : char);
    else if (glob.at(-1) !== ANY) glob.push(ANY);
    at += char.length;
  }
  return glob;
}

/** `*` and `?`, and nothing else. */
export function plainGlob(text: string): Glob {
  return [...text]
    .map((char) => (char === '*' ? ANY : char === '?' ? ONE : char))
    .filter((char, at, all) => char !== ANY || all[at - 1] !== ANY);
}

export function hasWildcard(glob: Glob): boolean {
  return glob.some((char) => typeof char === 'symbol');
}

export function globText(glob: Glob): string {
  return glob.map((char) => (char === ANY ? '*' : char === ONE ? '?' : char)).join('');
}

/** Time is at most pattern times text: after a `*` only the last one is tried again. */
export function globMatches(glob: Glob, text: string): boolean {
  const chars = [...text];
  let at = 0;
  let step = 0;
  let star: { readonly step: number; at: number } | undefined;
  while (at < chars.length) {
    const part = glob[step];
    if (part === ANY) {
      star = { step, at };
      step++;
    } else if (part !== undefined && (part === ONE || part === chars[at])) {
      step++;
      at++;
    } else if (star !== undefined) {
      star.at++;
      at = star.at;
      step = star.step + 1;
    } else return false;
  }
  while (glob[step] === ANY) step++;
  return step === glob.length;
}
