import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fakeShell } from '../../fake-shell.ts';
import { readDecisions } from './read-decisions.ts';

test('the decisions of the guide are some', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../../../docs/access-review.md'), 'utf8');
  const text = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  const entries = readDecisions(text, 'review.yaml', fakeShell());
  expect(entries.map(({ identity, decision }) => [identity, decision])).toEqual([
    ['ServiceAccount shop/api', 'keep'],
    ['User jane', 'revoke'],
    ['Group developers', 'change'],
  ]);
});
