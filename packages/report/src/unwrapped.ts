/** Paragraphs of plain text on one line each: how the source breaks them is of no meaning to a reader. */
export function unwrapped(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
