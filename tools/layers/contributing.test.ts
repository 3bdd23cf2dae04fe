import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layerTable } from './layers.ts';

test('CONTRIBUTING.md shows the table that is checked', () => {
  expect(readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8')).toContain(`\`\`\`\n${layerTable()}\n\`\`\`\n`);
});
