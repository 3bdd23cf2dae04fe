import { expect, test } from 'vitest';

import { memoryFileSystem } from '../testing/memory-file-system.ts';
import { readLocations } from './read-locations.ts';

test('files, the folders around them, and links to either', () => {
  const fs = memoryFileSystem({ '/w/k/a.yaml': '', '/w/other/b.yaml': '', '/w/base': { link: 'k' }, '/w/gone': { link: 'x' } });
  const isRead = readLocations(
    [
      { path: 'k/a.yaml', location: '/w/k/a.yaml', named: false },
      { path: '<stdin>', location: undefined, named: true },
    ],
    fs,
  );
  expect(['/w/k/a.yaml', '/w/k', '/w/base', '/w/base/a.yaml'].map(isRead)).toEqual([true, true, true, true]);
  const others = ['/w/k/b.yaml', '/w/other', '/w/other/b.yaml', '/w/gone', '/w/ka'];
  expect(others.filter(isRead)).toEqual([]);
});
