import { expect, test } from 'vitest';
import { editWords } from './edit-words.ts';

test.each([
  [{ op: 'set', path: ['spec', 'hostPID'], value: false }, 'set spec.hostPID to false'],
  [{ op: 'delete', path: ['spec', 'containers', 0, 'ports', 1, 'hostPort'] }, 'remove spec.containers[0].ports[1].hostPort'],
  [{ op: 'set', path: ['drop'], value: ['ALL'] }, 'set drop to [ALL]'],
  [{ op: 'set', path: ['seccompProfile'], value: { type: 'RuntimeDefault' } }, 'set seccompProfile to {type: RuntimeDefault}'],
  [{ op: 'append', path: ['args'], value: '--flag=true' }, 'add "--flag=true" to args'],
  [{ op: 'set', path: ['value'], value: 'yes' }, 'set value to "yes"'],
  [{ op: 'insert', path: ['args', 0], value: null }, 'insert null at args[0]'],
] as const)('%j', (edit, words) => {
  expect(editWords(edit)).toBe(words);
});
