import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json } from '@bulwark/model';
import { expect, test } from 'vitest';
import control from './image-tag.ts';

const DIGEST = 'sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42';

/** What is said of an image: `medium …`, `unknown …`, or `pass`. */
function verdictOf(image: Json, mutable?: readonly string[]): string {
  const pod = kubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image }] },
  });
  const parameters = mutable === undefined ? {} : { 'pod/image-tag': { 'mutable-tags': mutable } };
  const { findings, unknown } = scan(Inventory.of([pod]), { controls: [control], parameters });
  const [text = 'pass'] = [
    ...findings.map(({ severity, message }) => `${severity} ${message}`),
    ...unknown.map(({ reason }) => `unknown ${reason}`),
  ];
  return text.replace('container "web": ', '');
}

const untagged = (image: string): string => `medium the image "${image}" has no tag, which means latest`;
const mutable = (image: string): string => `medium the tag of "${image}" can be moved to another image at any time`;
const later = (image: string): string => `unknown the image "${image}" is filled in later`;

test.for([
  ['nginx', untagged('nginx')],
  ['library/nginx', untagged('library/nginx')],
  ['registry.example.com:5000/nginx', untagged('registry.example.com:5000/nginx')],
  ['localhost/nginx', untagged('localhost/nginx')],
  ['nginx:latest', mutable('nginx:latest')],
  ['registry.example.com:5000/nginx:latest', mutable('registry.example.com:5000/nginx:latest')],
  ['nginx:1.29', 'pass'],
  ['nginx:stable', 'pass'],
  ['nginx:latest-alpine', 'pass'],
  ['localhost:5000/nginx:1', 'pass'],
  [`nginx@${DIGEST}`, 'pass'],
  [`nginx:latest@${DIGEST}`, 'pass'],
  ['Nginx', 'low "Nginx" is no valid image reference'],
  ['nginx:', 'low "nginx:" is no valid image reference'],
  ['nginx:1.2:3', 'low "nginx:1.2:3" is no valid image reference'],
  ['https://example.com/nginx:1', 'low "https://example.com/nginx:1" is no valid image reference'],
  ['nginx:${TAG}', later('nginx:${TAG}')],
  ['nginx:{{ .tag }}', later('nginx:{{ .tag }}')],
  ['$(params.image)', later('$(params.image)')],
  ['${IMAGE}', later('${IMAGE}')],
  ['<image>', later('<image>')],
  ['nginx@${DIGEST}', later('nginx@${DIGEST}')],
  ['${IMAGE}:latest', later('${IMAGE}:latest')],
  ['${REGISTRY}/nginx', untagged('${REGISTRY}/nginx')],
  ['${REGISTRY}/nginx:latest', mutable('${REGISTRY}/nginx:latest')],
  ['${REGISTRY}/nginx:1.29', 'pass'],
  ['registry.example.com/${NAME}:1.29', 'pass'],
  ['auto', 'unknown the image "auto" stands for the one that Istio puts in'],
  ['ko://example.com/cmd/web', 'unknown the image "ko://example.com/cmd/web" stands for the one that ko builds'],
  ['', 'unknown the image is empty: if anything runs, it is filled in elsewhere'],
  [7, 'unknown the image is 7, which is no text, and the API server refuses it'],
  [{}, 'unknown the image is {}, which is no text, and the API server refuses it'],
] as const)('%s: %s', ([image, verdict]) => {
  expect(verdictOf(image)).toBe(verdict);
});

test('the tags that move are a parameter', () => {
  expect(verdictOf('nginx:stable', ['latest', 'stable'])).toBe(mutable('nginx:stable'));
  expect(verdictOf('nginx:latest', [])).toBe('pass');
  expect(verdictOf('nginx', [])).toBe(untagged('nginx'));
});
