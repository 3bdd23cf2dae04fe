import type { Json } from '@bulwark/model';
import { expect, test } from 'vitest';
import { detailText, evaluatePod } from '../evaluate.ts';
import { LATEST } from '../version.ts';
import { asCreated } from './as-created.ts';
import { readPod } from './read-pod.ts';

const annotated = (
  value: string,
  spec: Json = { containers: [{ name: 'web' }, { name: 'log' }] },
): ReturnType<typeof asCreated> =>
  asCreated({ metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/web': value } }, spec });

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

test('what the container or the pod says already stays, and Windows has none', () => {
  const own = { containers: [{ name: 'web', securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }] };
  const ofPod = { securityContext: { appArmorProfile: { type: 'Unconfined' } }, containers: [{ name: 'web' }, 5] };
  const windows = { os: { name: 'windows' }, containers: [{ name: 'web' }] };
  for (const spec of [own, ofPod, windows, { containers: 'x' }, null]) expect(annotated('unconfined', spec).spec).toEqual(spec);
});
