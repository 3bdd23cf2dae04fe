import { expect, test } from 'vitest';

import { memoryFileSystem } from '../testing/memory-file-system.ts';
import { chartTemplates } from './chart-templates.ts';

test('the templates folder of a chart is known by the Chart.yaml beside it', () => {
  const inTemplates = chartTemplates(
    memoryFileSystem({ '/c/Chart.yaml': '', '/c/templates/sub/templates/a.yaml': '', '/d/Chart.yaml/x': '' }),
  );
  expect(inTemplates('/c/templates/a.yaml')).toBe('/c');
  expect(inTemplates('/c/templates/sub/templates/a.yaml')).toBe('/c');
  expect(inTemplates('/c/crds/a.yaml')).toBe(undefined);
  expect(inTemplates('/c/values.yaml')).toBe(undefined);
  expect(inTemplates('/c/my-templates/a.yaml')).toBe(undefined);
  expect(inTemplates('/d/templates/a.yaml')).toBe(undefined);
});
