import { clean } from './clean.ts';

/** A cell that a spreadsheet would take for a formula; the full-width forms are ones in some languages. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
/** A list separator in half of Europe: what stands behind it may be read as a cell of its own. */
const CELL_INSIDE = /(;\s*)(?=[=+\-@])/g;

/** A value as a cell: on one line, harmless to spreadsheets, in quotes where it must be. */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = harmless(clean(value));
  return /[",;\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An apostrophe in front makes it text; it is what spreadsheets themselves write there. */
function harmless(text: string): string {
  const inside = text.replace(CELL_INSIDE, "$1'");
  return FORMULA.test(inside) ? `'${inside}` : inside;
}
