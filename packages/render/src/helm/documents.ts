const SOURCE = /^---\n# Source: (.*)$/gm;

/** A stretch of a render that came from one template, or from one file of CRDs. */
export interface Section {
  /** The template as Helm names it: `shop/charts/db/templates/x.yaml`. */
  readonly template: string;
  /** Its first line in the text, one-based: the one behind `# Source:`. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** What `helm template` prints, section by section. */
export function sectionsOf(text: string): Section[] {
  const starts = Array.from(text.matchAll(SOURCE));
  let line = 1;
  let counted = 0;
  return starts.map((match, at) => {
    const from = match.index + match[0].length + 1;
    const body = text.slice(from, starts[at + 1]?.index);
    line += newlines(text, counted, from);
    counted = from;
    return { template: match[1] ?? '', firstLine: line, lines: body.replace(/\n$/, '').split('\n') };
  });
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
