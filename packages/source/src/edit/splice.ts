/** A stretch of a text, and what stands there instead. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all splices made, which overlap nowhere; those at one place come in their order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of inOrder(splices)) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  return splices.length < 2 ? splices : splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether no splice lies in another. */
export function isInOrder(splices: readonly Splice[]): boolean {
  const ordered = inOrder(splices);
  return ordered.every(({ start }, index) => index === 0 || start >= (ordered[index - 1]?.end ?? 0));
}
