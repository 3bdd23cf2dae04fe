import type { Adoption } from '@bulwark/engine';
import { knownByControl, waiverFact } from '../adoption-facts.ts';
import { adoptionRows } from '../adoption-rows.ts';
import { objectName } from '../text-object.ts';
import { folded } from './folded.ts';
import { codeSpan, prose } from './markdown-text.ts';

const SHOWN = 20;

/** What does not count and why: what is waived, and what the baseline knows by control. */
export function* adoptionSections(adoption: Adoption | undefined): IterableIterator<string> {
  if (adoption === undefined) return;
  const { waived, baseline } = adoption;
  if (waived.length > 0) {
    const items = waived.slice(0, SHOWN).map((each) => {
      const { severity, control, object } = each.finding;
      return `- **${severity}** ${codeSpan(control)} for ${codeSpan(objectName(object))}: ${prose(waiverFact(each))}\n`;
    });
    yield folded(`Waived: ${waived.length}`, items, waived.length > SHOWN ? `${waived.length - SHOWN} more` : '');
  }
  const rows = new Map(adoptionRows(adoption));
  if (baseline !== undefined) {
    const controls = knownByControl(baseline.known).map(([control, text]) => `- ${codeSpan(control)}: ${text}\n`);
    yield folded(rows.get('Known') ?? '', controls, '');
  }
  const changed = rows.get('Changed');
  if (changed !== undefined) yield `Changed: ${prose(changed)}\n\n`;
}
