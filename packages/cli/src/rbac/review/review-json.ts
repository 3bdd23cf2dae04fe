import { jsonLines, jsonText } from '@bulwark/report';
import { digestOf } from './digest.ts';
import type { Review } from './review.ts';

/** The review as JSON, an identity a line, with the SHA-256 of what it says. */
export function* reviewJson(review: Review): IterableIterator<string> {
  const { identities, decisions, evidence, delta, population, strangers, ...head } = review;
  yield '{\n';
  for (const [key, value] of Object.entries(head)) yield `  ${jsonText(key)}: ${jsonText(value)},\n`;
  yield `  "population": ${jsonText(population)},\n  "identities": `;
  yield* jsonLines(identities, (identity) => identity, '  ');
  if (strangers !== undefined) {
    yield ',\n  "strangers": ';
    yield* jsonLines(strangers, (stranger) => stranger, '  ');
  }
  if (decisions !== undefined) yield `,\n  "decisions": ${jsonText(decisions)}`;
  if (evidence !== undefined) {
    yield ',\n  "evidence": ';
    yield* jsonLines(evidence, (each) => each, '  ');
  }
  if (delta !== undefined) yield `,\n  "delta": ${jsonText(delta)}`;
  yield `,\n  "sha256": ${jsonText(sha256Of(review))}\n}\n`;
}

/** A review is plain data that never changes, and a page says its sum more than once. */
const SUMS = new WeakMap<Review, string>();

export function sha256Of(review: Review): string {
  const known = SUMS.get(review);
  if (known !== undefined) return known;
  const sum = digestOf({ ...review });
  SUMS.set(review, sum);
  return sum;
}
