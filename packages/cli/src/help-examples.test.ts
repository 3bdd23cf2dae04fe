import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { helpTexts } from './application.ts';
import { fakeShell } from './fake-shell.ts';
import { runProgram } from './program.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: 'nginx:1.29', securityContext: {privileged: true}}
`;

/** What the examples speak of. */
const FILES: Readonly<Record<string, string>> = {
  'k8s/pod.yaml': POD,
  'deploy.yaml': POD,
  'admission.yaml':
    'apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {enforce: baseline}\n',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-examples-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Example {
  readonly line: string;
  readonly words: readonly string[];
}

/** The examples of a help: what stands before two spaces, a pipe or a redirection is typed. */
function examplesIn(help: string): readonly Example[] {
  const section = /^EXAMPLES\n((?: {2}.*\n?)+)/m.exec(help)?.[1] ?? '';
  return section.split('\n').flatMap((line) => {
    const command = /(?:^ {2}|\| )bulwark (.*)$/.exec(line)?.[1]?.split(/ {2,}| > | \| /)[0];
    return command === undefined ? [] : [{ line: line.trim(), words: command.trim().split(' ') }];
  });
}

const help = helpTexts();

test.for(help)('the help of $command has examples', ({ help: text }) => {
  expect(examplesIn(text).length).toBeGreaterThan(0);
});

describe('an example is a command line that works:', () => {
  const all = help.flatMap(({ help: text }) => examplesIn(text));
  test.for(all)('$line', async ({ words }) => {
    const shell = fakeShell({ cwd: folder, stdin: POD });
    const exit = await runProgram(words, shell);
    expect(shell.err()).not.toContain('error:');
    expect([0, 1]).toContain(exit);
  });
});
