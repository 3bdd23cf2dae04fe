import { kubeObject, type Json, type JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { versionOf, LATEST, type Version } from '../version.ts';
import { hardenObject, isSafeMend, type HardenedObject } from './harden.ts';

function hardened(spec: JsonObject, { level = 'restricted', version = LATEST, metadata = {} }: Asked = {}): HardenedObject {
  return hardenObject(kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec }), {
    level,
    version,
  });
}

interface Asked {
  readonly level?: 'baseline' | 'restricted';
  readonly version?: Version;
  readonly metadata?: JsonObject;
}

/** A container that is restricted but for what is given. */
const container = (security: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  name: 'web',
  image: 'web:1.0.0',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...security },
  ...more,
});
const SAFE = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** The values that the edits set, by path; `gone` for what is taken away. */
function editsOf({ workloads }: HardenedObject): Readonly<Record<string, Json>> {
  const edits = workloads.flatMap(({ mends }) => mends.flatMap((mend) => mend.edits));
  return Object.fromEntries(edits.map((edit) => [edit.path.join('.'), 'value' in edit ? edit.value : 'gone']));
}

describe('the fewest edits', () => {
  test('what the pod can say for all its containers is said once', () => {
    const result = hardened({ containers: [container(), container()], initContainers: [container()] });
    expect(editsOf(result)).toEqual({
      'spec.securityContext.runAsNonRoot': true,
      'spec.securityContext.seccompProfile': { type: 'RuntimeDefault' },
    });
    expect(result.workloads[0]?.after.verdict).toBe('allowed');
  });

  test('where containers say it themselves, the others do too', () => {
    const result = hardened({
      securityContext: { seccompProfile: SAFE.seccompProfile },
      containers: [container(), container({ runAsNonRoot: true })],
    });
    expect(editsOf(result)).toEqual({ 'spec.containers.0.securityContext.runAsNonRoot': true });
  });

  test('of a list only what is forbidden goes', () => {
    const result = hardened({
      securityContext: {
        ...SAFE,
        sysctls: [
          { name: 'kernel.msgmax', value: '1' },
          { name: 'net.ipv4.tcp_syncookies', value: '1' },
        ],
      },
      containers: [container({ capabilities: { drop: ['NET_RAW'], add: ['NET_BIND_SERVICE', 'SYS_TIME'] } })],
    });
    expect(editsOf(result)).toEqual({
      'spec.securityContext.sysctls': [{ name: 'net.ipv4.tcp_syncookies', value: '1' }],
      'spec.containers.0.securityContext.capabilities.drop': ['ALL'],
      'spec.containers.0.securityContext.capabilities.add': ['NET_BIND_SERVICE'],
    });
  });

  test("without the node's network its ports are nobody's, and need no edit", () => {
    const result = hardened(
      { hostNetwork: true, containers: [container({}, { ports: [{ containerPort: 80 }] })] },
      { level: 'baseline' },
    );
    expect(editsOf(result)).toEqual({ 'spec.hostNetwork': 'gone' });
  });

  test('a user 0 of a container goes, and the one of the pod that comes to light as well', () => {
    const result = hardened({ securityContext: { ...SAFE, runAsUser: 0 }, containers: [container({ runAsUser: 0 })] });
    expect(editsOf(result)).toEqual({
      'spec.securityContext.runAsUser': 'gone',
      'spec.containers.0.securityContext.runAsUser': 'gone',
    });
  });

  test('annotations of AppArmor, in old versions of seccomp too', () => {
    const annotations = {
      'container.apparmor.security.beta.kubernetes.io/web': 'unconfined',
      'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
    };
    const result = hardened(
      { containers: [container()] },
      { level: 'baseline', version: versionOf(18), metadata: { annotations } },
    );
    expect(Object.values(editsOf(result))).toEqual(['runtime/default', 'runtime/default']);
  });
});

describe('what stays', () => {
  const volumes = [
    { name: 'host', hostPath: { path: '/' } },
    { name: 'tmp', emptyDir: {} },
  ];

  test('a folder of the node that is mounted', () => {
    const mounted = hardened({
      securityContext: SAFE,
      volumes,
      containers: [container({}, { volumeMounts: [{ name: 'host', mountPath: '/x' }] })],
    });
    expect(mounted.workloads[0]?.left.map(({ why }) => why)).toEqual([
      'the volume "host" is hostPath, and containers mount it: what the program would use instead is not known',
    ]);
    expect(mounted.hardened).toBe(mounted.object);
  });

  test('but not one that nobody mounts', () => {
    expect(editsOf(hardened({ securityContext: SAFE, volumes, containers: [container()] }))).toEqual({
      'spec.volumes': [{ name: 'tmp', emptyDir: {} }],
    });
  });

  test('Windows pods in versions that ask them for fields of Linux', () => {
    const windows = {
      os: { name: 'windows' },
      securityContext: { runAsNonRoot: true },
      containers: [{ name: 'web', image: 'web:1.0.0' }],
    };
    expect(hardened(windows).workloads[0]?.before.verdict).toBe('allowed');
    const old = hardened(windows, { version: versionOf(24) }).workloads[0];
    expect(old?.mends).toEqual([]);
    expect(old?.left.length).toBeGreaterThan(0);
  });

  test('what is no value of its field is not known', () => {
    const result = hardened({ hostPID: 'yes', securityContext: SAFE, containers: [container()] }).workloads[0];
    expect(result?.after.verdict).toBe('unknown');
    expect(result?.after.unknown.map(({ reason }) => reason)).toEqual([
      'hostPID is text and must be true or false: the API server refuses it',
    ]);
  });
});

test('safe is what says something where nothing was said', () => {
  const result = hardened({
    containers: [
      { name: 'a', image: 'a' },
      { name: 'b', image: 'b', securityContext: { allowPrivilegeEscalation: true } },
    ],
  });
  const safe = result.workloads.flatMap(({ workload, mends }) => mends.filter((mend) => isSafeMend(mend, workload)));
  expect(safe.flatMap(({ edits }) => edits.map(({ path }) => path.join('.')))).toEqual([
    'spec.containers.0.securityContext.allowPrivilegeEscalation',
    'spec.securityContext.seccompProfile',
  ]);
});
