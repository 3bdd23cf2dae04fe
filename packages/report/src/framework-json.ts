import type { Assessment } from '@bulwark/frameworks';
import { jsonLines, jsonText } from './json-text.ts';

/** The rows of a framework as the last section of the report for programs. */
export function* frameworkJson({ framework, rows, counts, summary }: Assessment): IterableIterator<string> {
  const { id, title, reference } = framework;
  yield `,\n  "framework": {\n    "id": ${jsonText(id)},\n    "title": ${jsonText(title)},\n    "reference": ${jsonText(reference)},\n`;
  yield `    "summary": ${jsonText(summary)},\n    "counts": ${jsonText(counts)},\n    "rows": `;
  yield* jsonLines(rows, (row) => row, '    ');
  yield '\n  }';
}
