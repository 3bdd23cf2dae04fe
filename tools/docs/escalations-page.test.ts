import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PRIMITIVES } from '../../packages/rbac/src/escalations/primitives.ts';

test('the page lists the escalations that there are, as they are', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/escalations.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(
    PRIMITIVES.map(({ id, title, techniques, severity: { cluster, namespace } }) => {
      const severity = cluster === namespace ? cluster : `${cluster}, ${namespace}`;
      return `| \`${id}\` | ${title} | ${severity} | ${techniques.join(', ')} |`;
    }),
  );
});
