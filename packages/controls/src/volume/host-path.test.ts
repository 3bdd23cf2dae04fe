import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json } from '@bulwark/model';
import { expect, test } from 'vitest';
import { controls } from '../registry.ts';

interface Pod {
  readonly volumes: Json;
  readonly mounts?: Json;
  readonly security?: Json;
}

/** What the controls of volumes say of a pod, by control: the severities. */
function severities({ volumes, mounts = [], security = null }: Pod): Readonly<Record<string, readonly string[]>> {
  const spec = { containers: [{ name: 'web', image: 'web:1', volumeMounts: mounts, securityContext: security }], volumes };
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  const ours = controls.filter(({ id }) => /^volume\/(?:host-path|runtime|cloud)/.test(id));
  const { findings } = scan(Inventory.of([pod]), { controls: ours });
  const grouped = Map.groupBy(findings, ({ control }) => control.slice('volume/'.length));
  return Object.fromEntries([...grouped].map(([id, found]) => [id, found.map(({ severity }) => severity)]));
}

const folder = (path: string, type?: string): Json => [{ name: 'v', hostPath: type === undefined ? { path } : { path, type } }];
const mount = (more: Readonly<Record<string, Json>> = {}): Json => [{ name: 'v', mountPath: '/v', ...more }];

test('the whole disk: all of it, the part that a subPath shows, and only read', () => {
  expect(severities({ volumes: folder('/'), mounts: mount() })).toEqual({
    'host-path': ['info'],
    'host-path-sensitive': ['critical'],
    'host-path-writable': ['info'],
    'runtime-socket': ['info'],
  });
  expect(severities({ volumes: folder('/'), mounts: mount({ readOnly: true }), security: { runAsUser: 65_534 } })).toEqual({
    'host-path': ['info'],
    'host-path-sensitive': ['high'],
    'runtime-socket': ['info'],
  });
  expect(severities({ volumes: folder('/'), mounts: mount({ readOnly: true, subPath: 'var/log' }) })).toEqual({
    'host-path': ['medium'],
  });
  expect(severities({ volumes: folder('/'), mounts: mount({ readOnly: true, subPath: 'usr' }) })).toEqual({
    'host-path': ['info'],
    'host-path-sensitive': ['low'],
  });
});

test('the worst of several mounts counts', () => {
  const mounts = [
    { name: 'v', mountPath: '/a', readOnly: true, subPath: 'usr' },
    { name: 'v', mountPath: '/b', readOnly: true, subPath: 'etc/shadow' },
  ];
  expect(severities({ volumes: folder('/'), mounts })['host-path-sensitive']).toEqual(['high']);
});

test('what no container mounts is low, and never written', () => {
  expect(severities({ volumes: folder('/run') })).toEqual({ 'host-path': ['info'], 'runtime-socket': ['low'] });
  expect(severities({ volumes: folder('/etc') })).toEqual({ 'host-path': ['info'], 'host-path-sensitive': ['low'] });
});

test('read-only keeps nobody from a socket, and writing to sockets and devices is none', () => {
  const socket = severities({ volumes: folder('/run/docker.sock', 'Socket'), mounts: mount({ readOnly: true }) });
  expect(socket).toEqual({ 'host-path': ['info'], 'runtime-socket': ['critical'] });
  expect(severities({ volumes: folder('/dev/log'), mounts: mount() })).toEqual({ 'host-path': ['medium'] });
  expect(severities({ volumes: folder('/dev/shm'), mounts: mount() })['host-path-writable']).toEqual(['high']);
});

test('a folder of programs that holds others, only read, is low', () => {
  expect(severities({ volumes: folder('/etc/systemd'), mounts: mount({ readOnly: true }) })['host-path-sensitive']).toEqual([
    'low',
  ]);
});

test('what has the wrong type says nothing and breaks nothing', () => {
  for (const volumes of [null, 1, 'x', {}, [null], [[]], [{ hostPath: [] }], [{ name: {}, hostPath: { path: [] } }]]) {
    const said = severities({ volumes, mounts: [null, 1, { name: null }, { name: {}, readOnly: 'x' }] });
    expect(Object.keys(said).filter((id) => id !== 'host-path')).toEqual([]);
  }
});
