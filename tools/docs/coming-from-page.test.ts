import { controls } from '@bulwark/controls';
import { expect, test } from 'vitest';
import { fakeShell } from '../../packages/cli/src/fake-shell.ts';
import { explain } from '../../packages/cli/src/explanation.ts';
import { runProgram } from '../../packages/cli/src/program.ts';
import { COMING_FROM, comingFromPage } from './coming-from-page.ts';

const explanations = await Promise.all(controls.map((control) => explain(control)));

test.for(COMING_FROM)('%s: every id that a control has of it is in the table, and what is typed here works', async (tool) => {
  const page = comingFromPage(tool, explanations);
  for (const { id, aliases } of explanations) {
    for (const alias of aliases[tool] ?? []) expect(page).toMatch(new RegExp(`\\| .*\`${alias}\`.* \\| \\[${id}\\]`));
  }
  const typed = [...page.matchAll(/^\| `[^`]*` \| `([^`]*)` \|$/gm)].map(([, here = '']) => here.replace(/ > .*/, ''));
  expect(typed.length).toBeGreaterThan(2);
  for (const here of typed) {
    const line = here.startsWith('bulwark ') ? here.slice('bulwark '.length) : `scan ${here}`;
    const shell = fakeShell({ stdin: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n' });
    const words = line.replace('k8s/', '-').split(' ');
    expect(await runProgram(line.includes('k8s/') || words[0] !== 'scan' ? words : [...words, '-'], shell)).toBe(0);
    expect(shell.err()).toBe('');
  }
});
