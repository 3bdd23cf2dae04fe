import { expect, test } from 'vitest';
import { isRemoteFile, isRepository } from './remote.ts';

test.for([
  'https://github.com/org/repo//deploy?ref=v1',
  'http://example.com/x.git',
  'git@github.com:org/repo.git',
  'ssh://git@example.com/repo',
  'git::https://example.com/repo',
  'github.com/org/repo/path?ref=v1',
  'GitHub.com:org/repo',
  'file:///tmp/repo',
])('%s is a repository', (entry) => {
  expect(isRepository(entry)).toBe(true);
});

test.for(['base', '../base', './github.com/x', 'my.github.com', 'a.b/c.yaml', 'https'])('%s is a path', (entry) => {
  expect(isRepository(entry)).toBe(false);
});

test('files by HTTP', () => {
  expect(isRemoteFile('https://example.com/all.yaml')).toBe(true);
  expect(isRemoteFile('http/all.yaml')).toBe(false);
});
