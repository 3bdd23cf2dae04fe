import { UserError } from '@bulwark/model';
import { expect, test } from 'vitest';
import { controlNamed } from './select-controls.ts';

function hint(name: string): string | undefined {
  try {
    controlNamed(name);
  } catch (error) {
    return error instanceof UserError ? error.hint : undefined;
  }
  return undefined;
}

test.for([
  ['pod/privilegd', 'did you mean pod/privileged? bulwark controls lists them'],
  ['pod', 'it is an area: bulwark controls --area pod lists its controls'],
  ['pod/*', 'it is an area: bulwark controls --area pod lists its controls'],
  ['cis-1.12', 'it is a framework: bulwark scan k8s/ --framework cis-1.12'],
  ['5.2.2', 'bulwark controls lists them'],
  ['CKV_K8S_16', undefined],
] as const)('%s: %s', ([name, expected]) => {
  expect(hint(name)).toBe(expected);
});
