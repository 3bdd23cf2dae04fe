import type { Coverage } from '@bulwark/model';
import { clean, placeText, unreadPlaces } from '@bulwark/report';
import type { TextStyle } from './text-style.ts';

const SHOWN = 20;

/** What could not be judged because nobody could read it. */
export function* unreadText(coverage: Coverage, { palette }: TextStyle, shown: number = SHOWN): IterableIterator<string> {
  const unread = unreadPlaces(coverage);
  if (unread.length === 0) return;
  yield `${palette.yellow(`Not read, and so not judged: ${unread.length}`)}\n`;
  for (const place of unread.slice(0, shown)) yield `  ${placeText(place)}  ${clean(place.reason)}\n`;
  if (unread.length > shown) yield palette.dim(`  and ${unread.length - shown} more: -o json lists them all\n`);
  yield '\n';
}
