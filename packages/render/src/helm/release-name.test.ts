import { expect, test } from 'vitest';

import { releaseNameOf } from './release-name.ts';

test.each([
  ['charts/shop', 'shop'],
  ['charts/shop/', 'shop'],
  ['/srv/My_Shop.v2', 'my-shop-v2'],
  ['dist/shop-1.2.3.tgz', 'shop'],
  ['dist/shop-v1.2.3-rc.1+build.tgz', 'shop'],
  ['---', 'release'],
  ['.', 'release'],
  ['x'.repeat(80), 'x'.repeat(53)],
  [`${'x'.repeat(52)}-y`, 'x'.repeat(52)],
  ['C:\\charts\\shop', 'shop'],
])('%s is released as %s', (chart, name) => {
  expect(releaseNameOf(chart)).toBe(name);
});
