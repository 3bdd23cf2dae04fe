import type { Waived } from '@bulwark/engine';
import type { Finding } from '@bulwark/model';
import { amount } from './amount.ts';
import { placeText } from './text-object.ts';

const SAID = { configuration: 'the configuration', annotation: 'an annotation', comment: 'a comment' } as const;

/** `agreed (shop), until 2027-01-31; by the configuration, bulwark.yaml:3:5`: why a finding is waived, and who says so where. */
export function waiverFact({ waiver }: Waived): string {
  const { origin, tool, reason, owner, expires, place } = waiver;
  const who = owner === undefined ? '' : ` (${owner})`;
  const until = expires === undefined ? '' : `, until ${expires}`;
  const by = `by ${SAID[origin]}${tool === 'bulwark' ? '' : ` of ${tool}`}`;
  return `${reason ?? 'no reason given'}${who}${until}; ${by}${place === undefined ? '' : `, ${placeText(place)}`}`;
}

/** What is known, by control: those with the most findings first. */
export function knownByControl(known: readonly Finding[]): readonly (readonly [control: string, text: string])[] {
  return [...Map.groupBy(known, ({ control }) => control)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([control, group]) => [control, amount(group.length, 'finding')] as const);
}
