import { expect, test } from 'vitest';
import type { Ended, Spawn } from '../rendered.ts';
import { findProgram } from './program.ts';

const ended = (status: number | undefined, text = ''): Ended => ({ status, stdout: Buffer.from(text), stderr: '' });

/** A machine on which `kustomize version` and `kubectl version` say this; undefined where there is none. */
function machine(kustomize: string | undefined, kubectl?: string): Spawn {
  return (command) => {
    const said = command === 'kustomize' ? kustomize : kubectl;
    return said === undefined ? ended(undefined) : ended(0, said);
  };
}

const kubectl = (version: string): string =>
  JSON.stringify({ clientVersion: { gitVersion: 'v1.34.0' }, kustomizeVersion: version }, null, 2);

test.for<[said: string, version: string]>([
  ['v5.8.2\n', '5.8.2'],
  ['{Version:kustomize/v4.5.7 GitCommit:56d8ba9 BuildDate:2022-08-02 GoOs:linux GoArch:amd64}', '4.5.7'],
  ['{kustomize/v4.0.1  2021-02-13T21:21:14Z  }', '4.0.1'],
  ['(devel)', 'unknown'],
])('kustomize that says %s', ([said, version]) => {
  expect(findProgram(machine(said, kubectl('v5.5.0')), '/')).toEqual({ command: 'kustomize', args: ['build'], version });
});

test('kubectl in its place', () => {
  const found = { command: 'kubectl', args: ['kustomize'], version: '5.5.0' };
  expect(findProgram(machine(undefined, kubectl('v5.5.0')), '/')).toEqual(found);
  expect(findProgram(machine('v3.8.1', kubectl('v5.5.0')), '/')).toEqual(found);
});

test('none, and none that is new enough', () => {
  expect(findProgram(machine(undefined), '/')).toMatchObject({ reason: 'neither kustomize nor kubectl was found on the PATH' });
  expect(findProgram(machine('v3.8.1'), '/')).toMatchObject({ reason: expect.stringContaining('kustomize 3.8.1 is too old') });
  expect(findProgram(machine(undefined, '{"clientVersion": {}}'), '/')).toMatchObject({
    reason: expect.stringContaining('the kustomize in kubectl 2.0.3 is too old'),
  });
});
