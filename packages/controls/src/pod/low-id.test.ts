import { scan } from '@bulwark/engine';
import { formatPath, Inventory, kubeObject, type Json, type JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import lowGid from './low-gid.ts';
import lowUid from './low-uid.ts';

function said(spec: JsonObject, lowest?: number): readonly string[] {
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  const parameters = lowest === undefined ? {} : { [lowUid.id]: { lowest }, [lowGid.id]: { lowest } };
  const { findings, unknown } = scan(Inventory.of([pod]), { controls: [lowUid, lowGid], parameters });
  return [
    ...findings.map(({ severity, path, message }) => `${severity} ${formatPath(path)}: ${message}`),
    ...unknown.map(({ path, reason }) => `unknown ${formatPath(path)}: ${reason}`),
  ];
}
const container = (securityContext: Json, name = 'web'): JsonObject => ({ name, image: 'nginx:1.29', securityContext });

describe('a user and a group by number', () => {
  test('what the pod sets for several containers is one finding, and a container stands over it', () => {
    const spec = {
      securityContext: { runAsUser: 101, runAsGroup: 2000 },
      containers: [container(null, 'a'), container({ runAsUser: 2000 }, 'b'), container({ runAsGroup: 0 }, 'c')],
    };
    expect(said(spec)).toEqual([
      'low spec.containers[2].securityContext.runAsGroup: runAsGroup is 0 for container "c", which is the group of root',
      'low spec.securityContext.runAsUser: runAsUser is 101 for container "a" and container "c", which is below 1000',
    ]);
  });

  test('what nobody sets is information, once for the pod', () => {
    expect(said({ containers: [container(null, 'a'), container({}, 'b')] })).toEqual([
      'info spec.securityContext.runAsGroup: runAsGroup is not set for container "a" and container "b": the image decides',
      'info spec.securityContext.runAsUser: runAsUser is not set for container "a" and container "b": the image decides',
    ]);
  });

  test.each<[Json, readonly string[]]>([
    [1000, []],
    [2 ** 31 - 1, []],
    [2 ** 31, ['unknown spec.containers[0].securityContext.runAsUser: runAsUser is 2147483648, which the API server refuses']],
    [1000.5, ['unknown spec.containers[0].securityContext.runAsUser: runAsUser is 1000.5, which the API server refuses']],
    [
      2n ** 60n,
      ['unknown spec.containers[0].securityContext.runAsUser: runAsUser is "1152921504606846976", which the API server refuses'],
    ],
  ])('%o', (runAsUser, expected) => {
    expect(said({ containers: [container({ runAsUser, runAsGroup: 1000 })] })).toEqual(expected);
  });

  test('the bar is a parameter', () => {
    const containers = [container({ runAsUser: 1000, runAsGroup: 1000 })];
    expect(said({ containers }, 10_001)).toHaveLength(2);
    expect(said({ containers: [container({ runAsUser: 5, runAsGroup: 5 })] }, 0)).toEqual([]);
  });
});
