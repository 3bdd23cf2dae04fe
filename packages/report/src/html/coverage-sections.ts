import type { Coverage, Unknown } from '@bulwark/model';
import { amount } from '../amount.ts';
import { unreadPlaces, type FailedPlace, type Unread } from '../coverage-view.ts';
import { sourceLink } from '../source-link.ts';
import { objectName, placeText } from '../text-object.ts';
import { escaped } from '../xml-text.ts';
import { section } from './section.ts';

/** Items of a list that nobody reads to its end. */
const SHOWN = 500;
const NAMES_SHOWN = 12;

/** What could not be decided, by reason: the reasons that hold for most first. */
export function unknownSection(unknown: readonly Unknown[]): string {
  const groups = [...Map.groupBy(unknown, ({ control, reason }) => `${control}\n${reason}`).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  const items = groups.slice(0, SHOWN).map((group) => unknownItem(group));
  return section(`Unknown, neither passed nor failed: ${unknown.length}`, items, groups.length);
}

function unknownItem(group: readonly Unknown[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const names = [...new Set(group.map(({ object, place }) => objectName(object, place)))];
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `<code>${escaped(name)}</code>`);
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `<code>${escaped(first.control)}</code>: ${escaped(first.reason)}<br><span class="quiet">${shown.join(', ')}${rest}</span>`;
}

/** What was not judged, or not as its author may think: unread places, warnings, what was skipped. */
export function* coverageSections(coverage: Coverage, base: string | undefined): IterableIterator<string> {
  const unread = unreadPlaces(coverage);
  const items = unread.slice(0, SHOWN).map((place) => unreadItem(place, base));
  yield section(`Not read, and so not judged: ${unread.length}`, items, unread.length, true);
  const warnings = coverage.warnings.slice(0, SHOWN).map((place) => placeItem(place, base));
  yield section(`Warnings: ${coverage.warnings.length}`, warnings, coverage.warnings.length);
  const skipped = coverage.files.filter(({ status }) => status === 'skipped');
  const reasons = [...Map.groupBy(skipped, ({ reason }) => reason ?? 'no reason given')].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const groups = reasons.slice(0, SHOWN).map(([reason, group]) => `${amount(group.length, 'path')}: ${escaped(reason)}`);
  yield section(`Skipped: ${skipped.length}`, groups, reasons.length);
}

function unreadItem(unread: Unread, base: string | undefined): string {
  const hint = unread.hint === undefined ? '' : `; to judge what it becomes: <code>${escaped(unread.hint)}</code>`;
  return placeItem(unread, base) + hint;
}

function placeItem(place: FailedPlace, base: string | undefined): string {
  const name = `<code>${escaped(placeText(place))}</code>`;
  const link = sourceLink(base, { file: place.file, line: place.line ?? 1 });
  return `${link === undefined ? name : `<a href="${escaped(link)}" rel="noreferrer">${name}</a>`} ${escaped(place.reason)}`;
}
