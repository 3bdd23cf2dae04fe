import type { Adoption } from '@bulwark/engine';
import { knownByControl, waiverFact } from '../adoption-facts.ts';
import { adoptionRows } from '../adoption-rows.ts';
import { objectName } from '../text-object.ts';
import { escaped } from '../xml-text.ts';
import { section } from './section.ts';

const SHOWN = 500;

/** What does not count and why: what is waived, what the baseline knows by control, what did not change. */
export function* adoptionSections(adoption: Adoption | undefined): IterableIterator<string> {
  if (adoption === undefined) return;
  const { waived, baseline } = adoption;
  const excused = waived.slice(0, SHOWN).map((each) => {
    const { severity, control, object, message } = each.finding;
    const what = `<strong>${severity}</strong> <code>${escaped(control)}</code> for <code>${escaped(objectName(object))}</code>`;
    return `${what}: ${escaped(message)}<br><span class="quiet">${escaped(waiverFact(each))}</span>`;
  });
  yield section(`Waived: ${waived.length}`, excused, waived.length);
  const rows = new Map(adoptionRows(adoption));
  const known = knownByControl(baseline?.known ?? []).map(([control, text]) => `<code>${escaped(control)}</code>: ${text}`);
  yield section(rows.get('Known') ?? '', known, known.length);
  const changed = rows.get('Changed');
  if (changed !== undefined) yield `<p class="card">Changed: ${escaped(changed)}</p>\n`;
}
