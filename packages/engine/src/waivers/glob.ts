const SPECIAL = /[.+^${}()|[\]\\]/g;

/** Whether a name fits a pattern, in which `*` stands for any characters and `?` for one. */
export function nameGlob(pattern: string): (name: string) => boolean {
  if (!/[*?]/.test(pattern)) return (name) => name === pattern;
  const body = pattern
    .replace(/\*+/g, '*')
    .replace(SPECIAL, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const regex = new RegExp(`^${body}$`, 's');
  return (name) => regex.test(name);
}

/**
 * Whether the path of a file fits a pattern: `*` and `?` stay inside one folder, `**` crosses them. A pattern that fits a folder
 * fits all that is below it; one without a slash fits at any depth, as in a `.gitignore`.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const plain = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const anchored = plain.includes('/');
  const body = plain
    .replace(/^\//, '')
    .replace(SPECIAL, String.raw`\$&`)
    .replace(/\*\*\/|\*\*|\*|\?/g, (mark) => GLOB_MARKS[mark] ?? mark);
  const regex = new RegExp(`^${anchored ? '' : '(?:.*/)?'}${body}(?:/.*)?$`, 's');
  return (path) => regex.test(path);
}

const GLOB_MARKS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
