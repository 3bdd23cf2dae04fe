import { lineStartsOf, type KubeObject } from '@bulwark/model';
import { spansIn } from './frame-line.ts';
import { layLine } from './laid-line.ts';
import { secretsInLines } from './secret-ranges.ts';
import { lineText } from './source-text.ts';

/**
 * Lines of a file as people may see them, by their one-based numbers: harmless to a terminal, secrets masked. `objects` are
 * those that were read from this very text.
 */
export function maskedLines(
  text: string,
  objects: Iterable<KubeObject>,
  numbers: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const source = { text, lineStarts: lineStartsOf(text) };
  const secrets = secretsInLines(source, objects, numbers);
  return new Map(
    [...numbers].map((number) => {
      const line = lineText(source, number);
      const start = source.lineStarts[number - 1] ?? 0;
      const laid = layLine(line, spansIn(secrets, start, start + line.length));
      return [number, laid.cut(0, laid.width)];
    }),
  );
}
