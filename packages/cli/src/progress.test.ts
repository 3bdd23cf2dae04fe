import { expect, test } from 'vitest';
import { Progress } from './progress.ts';
import { fakeShell } from './fake-shell.ts';

test('short work says nothing', () => {
  const shell = fakeShell({ isTTY: true });
  const progress = new Progress(shell, { quiet: false });
  shell.pass(499);
  progress.update(() => 'one');
  progress.end();
  expect(shell.err()).toBe('');
});

test('long work has one line that is overwritten and then erased', () => {
  const shell = fakeShell({ isTTY: true });
  const progress = new Progress(shell, { quiet: false });
  shell.pass(500);
  progress.update(() => 'one');
  shell.pass(99);
  progress.update(() => 'too soon');
  shell.pass(1);
  progress.update(() => 'two');
  progress.end();
  progress.end();
  expect(shell.err()).toBe('\r\u001B[2Kone\r\u001B[2Ktwo\r\u001B[2K');
});

test.for([
  { isTTY: false, quiet: false },
  { isTTY: true, quiet: true },
])('nothing where %o', ({ isTTY, quiet }) => {
  const shell = fakeShell({ isTTY });
  const progress = new Progress(shell, { quiet });
  shell.pass(10_000);
  progress.update(() => 'one');
  progress.end();
  expect(shell.err()).toBe('');
});
