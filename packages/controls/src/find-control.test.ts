import { expect, test } from 'vitest';
import { findControl } from './find-control.ts';
import { loadProse, proseOf } from './prose.ts';
import { controls } from './registry.ts';

test('a control is found by its own id and by those of other scanners, in any case', () => {
  for (const id of [
    'pod/privileged',
    'POD/Privileged',
    'KSV-0017',
    'AVD-KSV-0017',
    'C-0057',
    'CKV_K8S_16',
    'ckv_k8s_16',
    'privileged-container',
    'runAsPrivileged',
  ]) {
    expect(findControl(id)?.id).toBe('pod/privileged');
  }
  expect(findControl('CKV_K8S_38')?.id).toBe('service-account/automounted-token');
});

test('every id of every control leads to it', () => {
  for (const control of controls) {
    for (const id of [control.id, ...(control.formerIds ?? []), ...Object.values(control.aliases).flat()])
      expect(findControl(id)).toBe(control);
  }
});

test('what is no id is not found', () => {
  for (const id of ['', 'pod', 'privilege', 'constructor', '__proto__']) expect(findControl(id)).toBeUndefined();
});

test('the prose of every control can be loaded', async () => {
  const prose = await loadProse();
  expect([...prose.keys()]).toEqual(controls.map(({ id }) => id));
  expect((await proseOf('pod/privileged'))?.why).toContain('privileged');
  expect(await proseOf('pod/none')).toBeUndefined();
});
