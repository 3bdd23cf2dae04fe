import { controls } from '@bulwark/controls';
import { expect, test } from 'vitest';
import { JUDGEMENTS } from './judgement.ts';

test('every finding that was read is right, arguable or wrong, of a control that there is', () => {
  const ids = new Set<string>(controls.map(({ id }) => id));
  for (const { control, read, of, right, arguable, wrong } of JUDGEMENTS) {
    expect(ids, control).toContain(control);
    expect(right + arguable + wrong, control).toBe(read);
    expect(of, control).toBeGreaterThanOrEqual(read);
  }
});
