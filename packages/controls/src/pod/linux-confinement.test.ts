import { scan } from '@bulwark/engine';
import { formatPath, Inventory, kubeObject, type Json, type JsonObject, type Partiality } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import type { Control } from '../control.ts';
import addedCapabilities from './added-capabilities.ts';
import apparmorUnconfined from './apparmor-unconfined.ts';
import keptCapabilities from './kept-capabilities.ts';
import linuxHardening from './linux-hardening.ts';
import privilegeEscalation from './privilege-escalation.ts';
import seccompMissing from './seccomp-missing.ts';
import seccompUnconfined from './seccomp-unconfined.ts';
import writableRootFilesystem from './writable-root-filesystem.ts';

/** Severity, path and message of every finding; `unknown` with its reason. */
function said(control: Control, spec: JsonObject, partial?: Partiality): readonly string[] {
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }, { partial });
  const { findings, unknown } = scan(Inventory.of([pod]), { controls: [control] });
  return [
    ...findings.map(({ severity, path, message }) => `${severity} ${formatPath(path)}: ${message}`),
    ...unknown.map(({ path, reason }) => `unknown ${formatPath(path)}: ${reason}`),
  ];
}
const severities = (control: Control, spec: JsonObject): readonly string[] =>
  said(control, spec).map((text) => text.split(' ')[0] ?? '');
const container = (securityContext: Json, name = 'web'): JsonObject => ({ name, image: 'nginx:1.29', securityContext });
const adding = (add: Json, rest: JsonObject = {}): JsonObject => container({ capabilities: { add }, ...rest });

describe('an added capability weighs what it reaches', () => {
  test.each<[string, string, JsonObject]>([
    ['SYS_ADMIN', 'high', {}],
    ['sys_admin', 'high', {}],
    ['CAP_SYS_MODULE', 'high', {}],
    ['ALL', 'high', {}],
    ['NET_ADMIN', 'medium', {}],
    ['SYS_PTRACE', 'medium', {}],
    ['SYS_PTRACE', 'high', { hostPID: true }],
    ['NET_RAW', 'medium', {}],
    ['DAC_OVERRIDES', 'medium', {}],
    ['CHOWN', 'low', {}],
    ['NET_BIND_SERVICE', 'info', {}],
    ['SYS_ADMIN', 'low', { hostUsers: false }],
  ])('%s is %s with %o', (name, severity, pod) => {
    expect(severities(addedCapabilities, { ...pod, containers: [adding([name])] })).toEqual([severity]);
  });

  test('a privileged container has it already, and a capability that is added twice is one', () => {
    expect(severities(addedCapabilities, { containers: [adding(['SYS_ADMIN'], { privileged: true })] })).toEqual(['info']);
    expect(said(addedCapabilities, { containers: [adding(['SYS_ADMIN', 'CAP_SYS_ADMIN'])] })).toHaveLength(1);
  });

  test('parameters allow some and weigh others', () => {
    const pod = kubeObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [adding(['NET_BIND_SERVICE', 'CHOWN'])] },
    });
    const parameters = { [addedCapabilities.id]: { allowed: ['cap_net_bind_service'], dangerous: ['CHOWN'] } };
    const { findings } = scan(Inventory.of([pod]), { controls: [addedCapabilities], parameters });
    expect(findings.map(({ severity, path }) => [severity, path.at(-1)])).toEqual([['high', 1]]);
  });

  test('a patch that adds one is judged', () => {
    const spec = { containers: [{ name: 'web', securityContext: { capabilities: { add: ['NET_ADMIN'] } } }] };
    expect(said(addedCapabilities, spec, 'kustomize-patch')).toHaveLength(1);
  });
});

describe('what is kept', () => {
  const kept = (context: JsonObject): readonly string[] => severities(keptCapabilities, { containers: [container(context)] });
  test.each<[JsonObject, readonly string[]]>([
    [{}, ['medium']],
    [{ capabilities: { drop: ['CHOWN'] } }, ['medium']],
    [{ capabilities: { drop: ['CAP_NET_RAW'] } }, ['low']],
    [{ capabilities: { drop: ['All'] } }, []],
    [{ allowPrivilegeEscalation: false, runAsUser: 1000 }, ['low']],
    [{ allowPrivilegeEscalation: false, runAsUser: 0 }, ['medium']],
    [{ privileged: true }, ['info']],
  ])('%o', (context, expected) => expect(kept(context)).toEqual(expected));
});

describe('seccomp', () => {
  test('one finding for a pod, with the containers that lack it; an unconfined one does not hide them', () => {
    const spec = {
      containers: [container({ seccompProfile: { type: 'Unconfined' } }, 'a'), container({}, 'b'), container(null, 'c')],
    };
    expect(said(seccompMissing, spec)).toEqual([
      'low spec.securityContext.seccompProfile: container "b" and container "c" have no seccomp profile, nor has the pod',
    ]);
    expect(said(seccompUnconfined, spec)).toEqual([
      'medium spec.containers[0].securityContext.seccompProfile.type: container "a" turns its seccomp filter off: type is Unconfined',
    ]);
  });

  test('many containers are counted', () => {
    const spec = { containers: ['a', 'b', 'c', 'd', 'e'].map((name) => container({}, name)) };
    expect(said(seccompMissing, spec)).toEqual([
      'low spec.securityContext.seccompProfile: all 5 containers have no seccomp profile',
    ]);
  });

  test('a privileged container has no filter anyway', () => {
    expect(severities(seccompMissing, { containers: [container({ privileged: true })] })).toEqual(['info']);
    expect(severities(seccompMissing, { containers: [container({ privileged: true }), container({}, 'b')] })).toEqual(['low']);
  });
});

describe('AppArmor, and one of the three', () => {
  const annotated = (value: string): readonly string[] => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/web': value };
    const pod = kubeObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', annotations },
      spec: { containers: [container({})] },
    });
    const { findings, unknown } = scan(Inventory.of([pod]), { controls: [apparmorUnconfined, linuxHardening] });
    return [...findings.map(({ control }) => control), ...unknown.map(({ reason }) => reason)];
  };
  test.each<[string, readonly string[]]>([
    ['runtime/default', []],
    ['localhost/web', []],
    ['unconfined', [apparmorUnconfined.id, linuxHardening.id]],
    ['', [linuxHardening.id]],
    ['dummy', [linuxHardening.id, 'the AppArmor profile is "dummy", which the API server refuses']],
  ])('annotation %o', (value, expected) => expect(annotated(value)).toEqual(expected));

  test('what cannot be read is unknown once, and no container is said to be bare', () => {
    expect(said(linuxHardening, { securityContext: 'none', containers: [container({})] })).toEqual([
      'unknown spec.securityContext: securityContext is text and must be a map: the API server refuses it',
    ]);
  });
});

test('what stands in a patch is certain, and the rest is unknown', () => {
  const containers = [{ name: 'web', securityContext: { allowPrivilegeEscalation: true, readOnlyRootFilesystem: false } }];
  expect(said(privilegeEscalation, { containers }, 'kustomize-patch')).toEqual([
    'medium spec.containers[0].securityContext.allowPrivilegeEscalation: container "web" can gain privileges: allowPrivilegeEscalation is true',
    'unknown : it is a Kustomize patch: what it leaves out is in its base',
  ]);
  expect(said(writableRootFilesystem, { containers }, 'kustomize-patch')).toHaveLength(2);
  expect(said(writableRootFilesystem, { containers }, 'incomplete-workload')).toEqual([
    'low spec.containers[0].securityContext.readOnlyRootFilesystem: container "web" can write to the files of its image: readOnlyRootFilesystem is false',
  ]);
});

test('a container that is null in the list does no harm', () => {
  for (const control of [privilegeEscalation, seccompMissing, keptCapabilities, addedCapabilities, linuxHardening]) {
    expect(() => said(control, { containers: [null, container({})] })).not.toThrow();
  }
});

test('of a patch nothing is missing for certain', () => {
  for (const control of [privilegeEscalation, seccompMissing, keptCapabilities, linuxHardening]) {
    expect(said(control, { containers: [{ name: 'web' }] }, 'kustomize-patch')).toEqual([
      'unknown : it is a Kustomize patch: what it leaves out is in its base',
    ]);
  }
});
