import { expect, test } from 'vitest';
import { serviceAccountOf, tokenAutomount, type TokenAutomount } from './service-account.ts';
import { Inventory } from '../inventory/inventory.ts';
import type { Json, JsonObject } from '../json.ts';
import { kubeObject, type KubeObject } from '../kube-object.ts';
import type { Workload } from '../workload/workload.ts';
import { workloadsOf } from '../workload/workloads.ts';

interface World {
  readonly complete?: boolean;
  readonly objects?: readonly KubeObject[];
}

function workloadOf(spec: JsonObject, namespace = 'shop'): Workload {
  const metadata = namespace === '' ? { name: 'web' } : { name: 'web', namespace };
  const [workload] = workloadsOf(kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata, spec }));
  if (workload === undefined) throw new Error('no workload');
  return workload;
}

function automount(spec: JsonObject, { complete = false, objects = [] }: World = {}): TokenAutomount {
  const workload = workloadOf(spec);
  return tokenAutomount(workload, Inventory.of([workload.object, ...objects], { complete }).scopeOf(workload.object));
}

function account(name: string, automountServiceAccountToken?: Json, namespace = 'shop'): KubeObject {
  const metadata = namespace === '' ? { name } : { name, namespace };
  const setting = automountServiceAccountToken === undefined ? {} : { automountServiceAccountToken };
  return kubeObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata, ...setting });
}

const POD_PATH = ['spec', 'automountServiceAccountToken'];

test.each([true, false])("the pod's %s stands over the account's", (own) => {
  const objects = [account('web', !own)];
  const spec = { serviceAccountName: 'web', automountServiceAccountToken: own };
  expect(automount(spec, { objects })).toEqual({
    value: own,
    decidedBy: 'pod',
    path: POD_PATH,
    serviceAccount: 'web',
    object: objects[0],
  });
  expect(automount(spec)).toMatchObject({ value: own, decidedBy: 'pod', object: undefined });
});

test.each([true, false])("the account's %s holds where the pod says nothing", (setting) => {
  const objects = [account('web', setting)];
  for (const own of [{}, { automountServiceAccountToken: null }]) {
    expect(automount({ serviceAccountName: 'web', ...own }, { objects })).toEqual({
      value: setting,
      decidedBy: 'service-account',
      path: ['automountServiceAccountToken'],
      serviceAccount: 'web',
      object: objects[0],
    });
  }
});

test('where neither says anything the token is mounted', () => {
  for (const objects of [[account('web')], [account('web', null)]]) {
    expect(automount({ serviceAccountName: 'web' }, { objects })).toEqual({
      value: true,
      decidedBy: 'default',
      path: POD_PATH,
      serviceAccount: 'web',
      object: objects[0],
    });
  }
});

test('a named account that is not there is unknown, unless everything is there', () => {
  expect(automount({ serviceAccountName: 'web' })).toMatchObject({
    value: 'unknown',
    decidedBy: 'default',
    path: POD_PATH,
    reason: 'the ServiceAccount "web" is not among the objects that were read',
  });
  expect(automount({ serviceAccountName: 'web' }, { complete: true })).toMatchObject({
    value: true,
    decidedBy: 'default',
  });
});

test('the account default is there without being declared, and counts where it is', () => {
  for (const spec of [{}, { serviceAccountName: 'default' }, { serviceAccountName: '' }]) {
    expect(automount(spec)).toMatchObject({ value: true, decidedBy: 'default', serviceAccount: 'default', object: undefined });
    expect(automount(spec, { objects: [account('default', false)] })).toMatchObject({
      value: false,
      decidedBy: 'service-account',
    });
  }
});

test('an account of another namespace is another account', () => {
  expect(automount({}, { objects: [account('default', false, 'other')] }).value).toBe(true);
  expect(automount({ serviceAccountName: 'web' }, { objects: [account('web', false, '')] }).value).toBe('unknown');
  const open = workloadOf({ serviceAccountName: 'web' }, '');
  const inventory = Inventory.of([open.object, account('web', false, '')]);
  expect(tokenAutomount(open, inventory.scopeOf(open.object)).value).toBe(false);
});

test('a patch of the account does not tell what the account says', () => {
  const patch = kubeObject(account('web', false).value, { partial: 'kustomize-patch' });
  expect(automount({ serviceAccountName: 'web' }, { objects: [patch] }).value).toBe('unknown');
});

test('the deprecated name counts where the other is not set', () => {
  expect(serviceAccountOf(workloadOf({ serviceAccount: 'old' }))).toBe('old');
  expect(serviceAccountOf(workloadOf({ serviceAccount: 'old', serviceAccountName: 'new' }))).toBe('new');
  expect(serviceAccountOf(workloadOf({ serviceAccount: 'old', serviceAccountName: '' }))).toBe('old');
  expect(serviceAccountOf(workloadOf({ serviceAccount: 'old', serviceAccountName: null }))).toBe('old');
  expect(serviceAccountOf(workloadOf({ serviceAccountName: null }))).toBe('default');
});

test.each([
  ['serviceAccountName', { serviceAccountName: 123 }, 'serviceAccountName is read as 123'],
  [
    'serviceAccountName',
    { serviceAccountName: false, automountServiceAccountToken: false },
    'serviceAccountName is read as false',
  ],
  ['serviceAccount', { serviceAccountName: 'web', serviceAccount: true }, 'serviceAccount is read as true'],
])('a name of the account that is no text is unknown, and not the default: %s', (field, spec, start) => {
  expect(serviceAccountOf(workloadOf(spec))).toBeUndefined();
  expect(automount(spec, { objects: [account('default', false), account('web', false)] })).toEqual({
    value: 'unknown',
    decidedBy: 'pod',
    path: ['spec', field],
    serviceAccount: undefined,
    object: undefined,
    reason: `${start}, not as text, and the API server refuses it: put it in quotes`,
  });
});

test('a token that a volume asks for is not automounted', () => {
  const volumes = [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }];
  expect(automount({ automountServiceAccountToken: false, volumes }).value).toBe(false);
});

test('what the API server refuses is unknown', () => {
  expect(automount({ automountServiceAccountToken: 'false' })).toMatchObject({
    value: 'unknown',
    decidedBy: 'pod',
    reason: 'automountServiceAccountToken is neither true nor false in the pod',
  });
  expect(automount({ serviceAccountName: 'web' }, { objects: [account('web', 'false')] })).toMatchObject({
    value: 'unknown',
    decidedBy: 'service-account',
    reason: 'automountServiceAccountToken is neither true nor false in the ServiceAccount "web"',
  });
});

test('where the object leaves the pod to others, its silence is unknown', () => {
  const steps = [{ name: 'a', image: 'alpine' }];
  const task = kubeObject({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'build' }, spec: { steps } });
  const [workload] = workloadsOf(task);
  const scope = Inventory.of([task], { complete: true }).scopeOf(task);
  expect(workload && tokenAutomount(workload, scope)).toMatchObject({
    value: 'unknown',
    reason: 'the run of the Task decides what its pod is like',
  });
});
