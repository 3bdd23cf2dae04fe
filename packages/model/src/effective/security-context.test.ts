import { expect, test } from 'vitest';
import { effectiveField, effectiveValue, podOs, type EffectiveField } from './security-context.ts';
import type { Json, JsonObject } from '../json.ts';
import { kubeObject } from '../kube-object.ts';
import { formatPath } from '../path.ts';
import { workloadsOf } from '../workload/workloads.ts';

function effective(field: string, container: Json | undefined, pod?: Json): EffectiveField & { readonly at: string } {
  const containers = [{ name: 'web', ...(container === undefined ? {} : { securityContext: container }) }];
  const spec: JsonObject = pod === undefined ? { containers } : { containers, securityContext: pod };
  const [workload] = workloadsOf(kubeObject({ apiVersion: 'v1', kind: 'Pod', spec }));
  const [first] = workload?.containers ?? [];
  if (workload === undefined || first === undefined) throw new Error('no container');
  const found = effectiveField(workload, first, field);
  expect(effectiveValue(workload, first, field)).toEqual(found.value);
  return { ...found, at: formatPath(found.path) };
}

const OWN = 'spec.containers[0].securityContext';

test("a container's value stands over the pod's", () => {
  expect(effective('runAsUser', { runAsUser: 5 }, { runAsUser: 0 })).toMatchObject({
    value: 5,
    from: 'container',
    at: `${OWN}.runAsUser`,
  });
  expect(effective('runAsNonRoot', { runAsNonRoot: false }, { runAsNonRoot: true })).toMatchObject({
    value: false,
    from: 'container',
  });
  expect(effective('runAsUser', { runAsUser: 0 }, { runAsUser: 5 })).toMatchObject({ value: 0, from: 'container' });
});

test.each(['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile', 'appArmorProfile', 'seLinuxOptions', 'windowsOptions'])(
  "the pod's %s holds where the container has none",
  (field) => {
    for (const container of [undefined, null, {}, { [field]: null }, 'text']) {
      expect(effective(field, container, { [field]: 'pod' })).toMatchObject({
        value: 'pod',
        from: 'pod',
        at: `spec.securityContext.${field}`,
      });
    }
  },
);

test.each([
  'privileged',
  'allowPrivilegeEscalation',
  'capabilities',
  'readOnlyRootFilesystem',
  'procMount',
  'fsGroup',
  'constructor',
])('%s is not inherited', (field) => {
  expect(effective(field, {}, { [field]: true })).toMatchObject({ value: undefined, from: 'default', at: `${OWN}.${field}` });
});

test('what nobody sets has the place where the container would set it', () => {
  for (const nothing of [undefined, null, {}, { runAsUser: null }, [], 'text']) {
    expect(effective('runAsUser', nothing, nothing)).toMatchObject({ value: undefined, from: 'default', at: `${OWN}.runAsUser` });
  }
});

test('profiles are taken as a whole, options for Windows field by field', () => {
  const [pod, own] = [{ type: 'Localhost', localhostProfile: 'a' }, { type: 'RuntimeDefault' }];
  expect(effective('seccompProfile', { seccompProfile: own }, { seccompProfile: pod }).value).toEqual(own);
  expect(
    effective(
      'windowsOptions',
      { windowsOptions: { runAsUserName: 'web', hostProcess: null } },
      { windowsOptions: { runAsUserName: 'pod', hostProcess: true } },
    ),
  ).toMatchObject({ value: { runAsUserName: 'web', hostProcess: true }, from: 'container' });
  expect(effective('windowsOptions', { windowsOptions: 'wrong' }, { windowsOptions: {} }).value).toBe('wrong');
});

test.each<[Json, string | undefined]>([
  [{ name: 'windows' }, 'windows'],
  [{ name: 'linux' }, 'linux'],
  [{ name: 'Windows' }, undefined],
  [{ name: 1 }, undefined],
  ['windows', undefined],
  [null, undefined],
])('the system of %j is %s', (os, expected) => {
  const [workload] = workloadsOf(kubeObject({ apiVersion: 'v1', kind: 'Pod', spec: { os } }));
  expect(workload && podOs(workload)).toBe(expected);
});
