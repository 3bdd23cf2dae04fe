import { displayWidth } from './display-width.ts';

/** Breaks clean text at spaces into lines of at most `width` columns. A longer word stands alone and whole: it may be a path. */
export function wrap(text: string, width: number): readonly string[] {
  return text.length <= width && displayWidth(text) <= width ? [text] : fill(text.split(' '), width);
}

/** Lines of at most `width` columns with as many of the words in each as fit; a word is never broken. */
export function fill(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words) {
    const size = displayWidth(word);
    if (line !== '' && used + 1 + size > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    used += line === '' ? size : size + 1;
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
