import { expect, test } from 'vitest';
import { withoutSecrets } from './without-secrets.ts';

test.for([
  ['the image "u:pw@reg/a:1" has no tag', 'the image "•••@reg/a:1" has no tag'],
  ['postgres://shop:s7rang3@db/shop and redis://:x@y', 'postgres://•••@db/shop and redis://•••@y'],
  // One in another: the outer one hides both.
  ['--token=shop:s7rang3@db', '--token=•••'],
  ['nginx:1.29', 'nginx:1.29'],
  ['', ''],
] as const)('%s', ([text, expected]) => {
  expect(withoutSecrets(text)).toBe(expected);
});
