import { expect, test } from 'vitest';
import { closest } from './closest.ts';

const NAMES = ['pod/privileged', 'pod/run-as-root', 'secrets/literal-in-env', 'image/eol'];

test.for([
  ['pod/priviledged', 'pod/privileged'],
  ['POD/PRIVILEGED', 'pod/privileged'],
  ['privileged', 'pod/privileged'],
  ['pod/run-as-rot', 'pod/run-as-root'],
  ['pod', undefined],
  ['network/default-deny', undefined],
  ['', undefined],
] as const)('%s → %s', ([word, name]) => {
  expect(closest(word, NAMES)).toBe(name);
});
