import { expect, test } from 'vitest';
import { imageOf, isBelow, isCovered, isLatest, pullPolicyOf } from './container-image.ts';
import type { Container, Json } from '@bulwark/model';

const container = (image: Json, imagePullPolicy?: Json): Container => ({
  type: 'regular',
  name: 'web',
  value: { image, ...(imagePullPolicy === undefined ? {} : { imagePullPolicy }) },
  path: [],
});

test.for<[string, string | undefined, string | undefined, boolean]>([
  ['nginx', 'docker.io/library/nginx', undefined, false],
  ['localhost:5000/app', 'localhost:5000/app', undefined, false],
  ['localhost:5000/app:2', 'localhost:5000/app', '2', false],
  ['${REGISTRY}/app', undefined, undefined, false],
  ['${REGISTRY}/app:2', undefined, '2', false],
  ['${IMAGE:-nginx:1}', undefined, undefined, true],
  ['k8s.gcr.io/pause:${TAG}', 'k8s.gcr.io/pause', undefined, true],
  ['{{ .Values.image }}', undefined, undefined, true],
  ['$(params.image)', undefined, undefined, true],
  ['auto', undefined, undefined, true],
  ['ko://example.com/cmd/web', undefined, undefined, true],
])('%s', ([text, name, tag, open]) => {
  expect(imageOf(container(text))).toMatchObject({ text, name, tag, open });
});

test.for<Json>(['', '  ', 'Web Shop', 5, null, {}, ['nginx']])('%j is no image', (value) => {
  expect(imageOf(container(value))).toBeUndefined();
});

test.for<[string, Json | undefined, string | undefined]>([
  ['nginx', undefined, 'Always'],
  ['nginx:latest', '', 'Always'],
  ['nginx:latest', 'IfNotPresent', 'IfNotPresent'],
  ['nginx:1.29', undefined, 'IfNotPresent'],
  ['nginx:1.29', 'Always', 'Always'],
  ['nginx:1.29', '${POLICY}', undefined],
  ['nginx:1.29', true, undefined],
  ['nginx:${TAG}', undefined, undefined],
])('the policy of %s with %j', ([text, policy, expected]) => {
  const holder = container(text, policy);
  const image = imageOf(holder);
  expect(image === undefined ? 'no image' : pullPolicyOf(holder, image)).toBe(expected);
});

test('a prefix covers whole components', () => {
  expect(isBelow('docker.io/library/nginx', 'docker.io')).toBe(true);
  expect(isBelow('docker.io.evil.example.com/nginx', 'docker.io')).toBe(false);
  expect(isBelow('example.com/team/app', 'example.com/team/')).toBe(true);
  expect(isBelow('example.com/teams/app', 'example.com/team')).toBe(false);
  expect(isBelow('example.com:5000/app', 'example.com')).toBe(false);
});

test('latest, in words or by silence', () => {
  const latest = ['nginx', 'nginx:latest', 'nginx:1', 'nginx:${TAG}'].map((text) => imageOf(container(text)));
  expect(latest.map((image) => image !== undefined && isLatest(image))).toEqual([true, true, false, false]);
});

test('a long text takes no longer than reading it', () => {
  expect(imageOf(container(`\${A}/${':@'.repeat(200_000)}`))?.name).toBeUndefined();
});

test('an entry with an asterisk covers the hosts below it', () => {
  const name = '1234.dkr.ecr.eu-west-1.amazonaws.com/team/app';
  expect(isCovered(name, '*.amazonaws.com')).toBe(true);
  expect(isCovered(name, '*.amazonaws.com/team')).toBe(true);
  expect(isCovered(name, '*.amazonaws.com/tea')).toBe(false);
  expect(isCovered(name, 'amazonaws.com')).toBe(false);
  expect(isCovered('evilamazonaws.com/team/app', '*.amazonaws.com')).toBe(false);
  expect(isCovered('amazonaws.com.example.com/app', '*.amazonaws.com')).toBe(false);
  expect(isCovered('docker.io/library/nginx', 'docker.io')).toBe(true);
});
