import { expect, test } from 'vitest';
import { formatPath, type Path } from './path.ts';

test.each<[Path, string]>([
  [[], ''],
  [['spec'], 'spec'],
  [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
  [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels["app.kubernetes.io/name"]'],
  [['data', 'a"b\n'], 'data["a\\"b\\n"]'],
  [['data', ''], 'data[""]'],
  [['data', '0'], 'data["0"]'],
  [['data', 'a-b_c'], 'data.a-b_c'],
  [['items', 0, 1], 'items[0][1]'],
  [[3, 'a'], '[3].a'],
  [['a.b', 'c'], '["a.b"].c'],
])('%j is %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});
