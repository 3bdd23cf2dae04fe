const MARKS = [
  ['{{', '}}'],
  ['{%', '%}'],
] as const;

/**
 * Finds what Helm, Jinja and their like would replace: the offset of the first `{{ … }}` or `{% … %}` between two offsets
 * of a text. Undefined for a text that has none at all, which is nearly every one and costs two searches.
 */
export type TemplateMarks = (start: number, end: number) => number | undefined;

export function templateMarks(text: string): TemplateMarks | undefined {
  const searches = MARKS.filter(([open]) => text.includes(open)).map(([open, close]) => markSearch(text, open, close));
  if (searches.length === 0) return undefined;
  return (start, end) => {
    const first = Math.min(...searches.map((search) => search(start)));
    return first < end ? first : undefined;
  };
}

/** A search for the first mark from an offset on; Infinity where there is none. Documents ask in order, so the last answer is kept. */
function markSearch(text: string, open: string, close: string): (start: number) => number {
  let answer = -1;
  let asked = Number.POSITIVE_INFINITY;
  return (start) => {
    if (asked <= start && start <= answer) return answer;
    const at = text.indexOf(open, start);
    asked = start;
    answer = at === -1 || !text.includes(close, at) ? Number.POSITIVE_INFINITY : at;
    return answer;
  };
}

/** Whether a name or a key is still to be replaced. */
export function hasMark(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}
