import { expect, test } from 'vitest';
import { formatImageReference, parseImageReference } from './image-reference.ts';

const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SHA384 = `sha384:${'0123456789abcdef'.repeat(6)}`;
const SHA512 = `sha512:${'0123456789abcdef'.repeat(8)}`;

test.each([
  ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
  ['nginx:1.29', 'docker.io', 'library/nginx', '1.29', undefined],
  ['bitnami/nginx', 'docker.io', 'bitnami/nginx', undefined, undefined],
  ['docker.io/nginx', 'docker.io', 'library/nginx', undefined, undefined],
  ['index.docker.io/a/b:c', 'docker.io', 'a/b', 'c', undefined],
  ['registry:5000/app', 'registry:5000', 'app', undefined, undefined],
  ['registry:5000/app:5000', 'registry:5000', 'app', '5000', undefined],
  ['registry:5000', 'docker.io', 'library/registry', '5000', undefined],
  ['localhost/app', 'localhost', 'app', undefined, undefined],
  ['localhost:5000/app', 'localhost:5000', 'app', undefined, undefined],
  ['ghcr.io/org/team/app:v1', 'ghcr.io', 'org/team/app', 'v1', undefined],
  ['REGISTRY/app', 'REGISTRY', 'app', undefined, undefined],
  ['127.0.0.1/app', '127.0.0.1', 'app', undefined, undefined],
  ['[::1]:5000/app', '[::1]:5000', 'app', undefined, undefined],
  ['a__b/c-d---e.f', 'docker.io', 'a__b/c-d---e.f', undefined, undefined],
  ['app:Latest_1.0-x', 'docker.io', 'library/app', 'Latest_1.0-x', undefined],
  [`app@${SHA256}`, 'docker.io', 'library/app', undefined, SHA256],
  [`quay.io/a/b:1@${SHA256}`, 'quay.io', 'a/b', '1', SHA256],
  [`app@${SHA384}`, 'docker.io', 'library/app', undefined, SHA384],
  [`app@${SHA512}`, 'docker.io', 'library/app', undefined, SHA512],
  [`app:${'t'.repeat(128)}`, 'docker.io', 'library/app', 't'.repeat(128), undefined],
  ['not_a_host.io/app', '', 'not_a_host.io/app', undefined, undefined],
] as const)('%s', (text, registry, repository, tag, digest) => {
  const name = registry === '' ? repository : `${registry}/${repository}`;
  expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest, name });
});

test.each([
  '',
  ' ',
  'nginx ',
  ' nginx',
  'nginx\n',
  ':tag',
  'nginx:',
  'nginx@',
  'Nginx',
  'a/Nginx',
  'org/',
  '/app',
  'a//b',
  'app:-x',
  'app:a:b',
  'a:b/c',
  `app:${'t'.repeat(129)}`,
  'app@sha256:abc',
  `app@sha256:${'A'.repeat(64)}`,
  `app@sha256:${'a'.repeat(63)}`,
  `app@sha512:${'a'.repeat(64)}`,
  `app@md5:${'a'.repeat(32)}`,
  `app@${SHA256}:tag`,
  'a'.repeat(64),
  'a'.repeat(256 - 'library/'.length),
  '-app',
  'app-',
  'a___b',
  'a..b',
  '$(IMAGE)',
  '{{ image }}',
  '${IMAGE}:1',
  'https://example.com/app',
  'registry:port/app',
  '::1/app',
])('%j is no image reference', (text) => {
  expect(parseImageReference(text)).toBeUndefined();
});

test('a repository may have 255 characters, with the library in front', () => {
  expect(parseImageReference('a'.repeat(255 - 'library/'.length))?.repository).toHaveLength(255);
});

test('in full', () => {
  const full = `docker.io/library/nginx:1.29@${SHA256}`;
  const reference = parseImageReference(`nginx:1.29@${SHA256}`);
  expect(reference && formatImageReference(reference)).toBe(full);
});

test.each(['a', 'a-', 'a.', 'a/', '_', '-', 'A', '[:', 'a_'])('a long run of %j is read in no time', (part) => {
  const started = performance.now();
  expect(parseImageReference(`${part.repeat(100_000)}!`)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});
