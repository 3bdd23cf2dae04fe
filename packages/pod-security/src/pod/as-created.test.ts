import type { Json } from '@bulwark/model';
import { expect, test } from 'vitest';
import { detailText, evaluatePod } from '../evaluate.ts';
import { LATEST } from '../version.ts';
import { asCreated } from './as-created.ts';
import { readPod } from './read-pod.ts';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

const annotated = (
  value: string,
  spec: Json = { containers: [{ name: 'web' }, { name: 'log' }] },
): ReturnType<typeof asCreated> => asCreated({ metadata: { annotations: { [`${PREFIX}web`]: value } }, spec });

test.each<[string, Json | undefined]>([
  ['unconfined', { type: 'Unconfined' }],
  ['runtime/default', { type: 'RuntimeDefault' }],
  ['localhost/mine', { type: 'Localhost', localhostProfile: 'mine' }],
  ['localhost/', undefined],
  ['localhost/ mine', undefined],
  ['', undefined],
  ['else', undefined],
])('an annotation %j becomes a field', (annotation, appArmorProfile) => {
  const web = appArmorProfile === undefined ? { name: 'web' } : { name: 'web', securityContext: { appArmorProfile } };
  expect(annotated(annotation).spec).toEqual({ containers: [web, { name: 'log' }] });
});

test('the server then blames both', () => {
  const pod = readPod(annotated('unconfined'));
  expect(detailText(evaluatePod(pod, { level: 'baseline', version: LATEST }))).toBe(
    'forbidden AppArmor profiles (container "web" and annotation must not set AppArmor profile type to "Unconfined", "container.apparmor.security.beta.kubernetes.io/web="unconfined"")',
  );
});

test('a server before 1.34 blames an annotation too that it has made itself, and one before 1.30 only what is written', () => {
  const unconfined = { appArmorProfile: { type: 'Unconfined' } };
  const words = (spec: Json, newest: number, metadata: Json = {}): string =>
    detailText(evaluatePod(readPod(asCreated({ metadata, spec }, newest)), { level: 'baseline', version: LATEST }, newest));
  const ofContainer = { containers: [{ name: 'web', securityContext: unconfined }] };
  const annotation = `"${PREFIX}web="unconfined""`;
  const alone = 'forbidden AppArmor profile (container "web" must not set AppArmor profile type to "Unconfined")';
  const both = `forbidden AppArmor profiles (container "web" and annotation must not set AppArmor profile type to "Unconfined", ${annotation})`;
  expect([29, 33, 34].map((newest) => words(ofContainer, newest))).toEqual([alone, both, alone]);
  const ofPod = { securityContext: unconfined, containers: [{ name: 'web' }] };
  expect(words(ofPod, 33)).toBe(both.replace('container "web" and', 'pod and'));
  const localhost = { appArmorProfile: { type: 'Localhost', localhostProfile: 'mine' } };
  const made = asCreated({ metadata: null, spec: { containers: [{ name: 'web', securityContext: localhost }, 5] } }, 33);
  expect(made.metadata).toEqual({ annotations: { [`${PREFIX}web`]: 'localhost/mine' } });
  expect(words({ containers: [{ name: 'web' }] }, 29, { annotations: { [`${PREFIX}web`]: 'unconfined' } })).toBe(
    `forbidden AppArmor profile (annotation must not set AppArmor profile type to ${annotation})`,
  );
});

test('what the container or the pod says already stays, and Windows has none', () => {
  const own = { containers: [{ name: 'web', securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }] };
  const ofPod = { securityContext: { appArmorProfile: { type: 'Unconfined' } }, containers: [{ name: 'web' }, 5] };
  const windows = { os: { name: 'windows' }, containers: [{ name: 'web' }] };
  for (const spec of [own, ofPod, windows, { containers: 'x' }, null]) expect(annotated('unconfined', spec).spec).toEqual(spec);
});
