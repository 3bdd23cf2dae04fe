import { describe, expect, test } from 'vitest';
import { folderOf, isWithin, joined } from './folder.ts';
import { isCloudCredential } from './cloud-places.ts';
import { runtimeAccess } from './runtime-sockets.ts';
import { sensitivityOf } from './sensitive-folders.ts';

describe('folders in one writing', () => {
  test.for([
    ['/', '/'],
    ['//', '/'],
    ['/etc/', '/etc'],
    ['/etc//./ssl/../ssh', '/etc/ssh'],
    ['/../etc', '/etc'],
    ['/var/run', '/run'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/var/running', '/var/running'],
    ['C:\\Windows\\System32', '/c:/windows/system32'],
    [String.raw`\\.\pipe\docker_engine`, '/pipe/docker_engine'],
    ['', '/'],
  ] as const)('%s is %s', ([path, folder]) => {
    expect(folderOf(path)).toBe(folder);
  });

  test('a folder lies in itself and in what is above it, not in what is called alike', () => {
    expect(isWithin('/etc', '/etc')).toBe(true);
    expect(isWithin('/etc/ssh', '/etc')).toBe(true);
    expect(isWithin('/etcetera', '/etc')).toBe(false);
    expect(isWithin('/etc', '/')).toBe(true);
    expect(isWithin('/', '/etc')).toBe(false);
    expect(joined('/', 'var/log')).toBe('/var/log');
    expect(joined('/var/run', '')).toBe('/var/run');
  });
});

describe('what folders of a node hold', () => {
  test.for(['/', '/var', '/var/lib', '/etc', '/etc/kubernetes', '/etc/kubernetes/pki/etcd', '/var/lib/kubelet', '/dev', '/proc'])(
    '%s is sensitive',
    (path) => {
      expect(sensitivityOf(folderOf(path))).toBeDefined();
    },
  );

  test.for([
    '/srv',
    '/etc/ssl/certs',
    '/etc/localtime',
    '/lib/modules',
    '/usr/src',
    '/sys/fs/cgroup',
    '/var/log',
    '/opt/cni/bin',
  ])('%s is not', (path) => {
    expect(sensitivityOf(folderOf(path))).toBeUndefined();
  });

  test.for([
    ['/var/run/docker.sock', 'socket'],
    ['/mnt/docker.sock', 'socket'],
    ['/run', 'socket'],
    ['/var/run/', 'socket'],
    ['/', 'socket'],
    ['/run/containerd', 'socket'],
    ['/var/lib/docker', 'data'],
    ['/var/lib/docker/containers', undefined],
    ['/var/run/thing.sock', undefined],
    ['/run/udev', undefined],
    ['/run/containerd/io.containerd.grpc.v1.cri', undefined],
  ] as const)('%s: %s', ([path, by]) => {
    expect(runtimeAccess(folderOf(path))?.by).toBe(by);
  });

  test.for([
    ['/etc/kubernetes/azure.json', true],
    ['/home/ops/.aws/credentials', true],
    ['/root/.config/gcloud', true],
    ['/root/.config/gcloudy', false],
    ['/root/.config', false],
    ['/srv/aws', false],
  ] as const)('%s: %s', ([path, holds]) => {
    expect(isCloudCredential(folderOf(path))).toBe(holds);
  });
});
