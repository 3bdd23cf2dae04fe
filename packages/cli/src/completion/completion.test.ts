import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { helpTexts } from '../application.ts';
import { controls } from '../catalogue.ts';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';
import { SHELLS, type ShellName } from '../shell-names.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-completion-'));
  for (const shell of SHELLS) writeFileSync(fileOf(shell), await script(shell));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(shell: ShellName): string {
  return join(folder, `bulwark.${shell}`);
}

async function script(shell: ShellName): Promise<string> {
  const fake = fakeShell();
  expect(await runProgram(['completion', shell], fake)).toBe(0);
  return fake.out();
}

const installed = (shell: ShellName): boolean => spawnSync(shell, ['--version']).status === 0;

function idsLike(start: string): readonly string[] {
  return controls.flatMap(({ id }) => (id.startsWith(start) ? [id] : [])).toSorted();
}

/** What each shell proposes where the last of some words is being typed. */
const PROPOSE: Readonly<Record<ShellName, (words: readonly string[]) => string>> = {
  bash: (words) => `source ${fileOf('bash')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_bulwark; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // Outside of its line editor zsh has no completion: what it is told is printed instead.
  zsh: (words) => `
compdef() { }
compadd() { shift; for word in "$@"; do [[ $word == "\${words[CURRENT]}"* ]] && print -r -- "$word"; done }
_describe() { local name=\${@[-1]}; for word in "\${(@P)name}"; do [[ $word == "\${words[CURRENT]}"* ]] && print -r -- "\${word%%:*}"; done }
_files() { print FILES }
source ${fileOf('zsh')}
words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}
_bulwark`,
  fish: (words) => `source ${fileOf('fish')}; complete -C '${words.join(' ')}'`,
};

function proposed(shell: ShellName, ...words: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(
    shell,
    shell === 'zsh' ? ['-f', '-c', PROPOSE[shell](words)] : ['-c', PROPOSE[shell](words)],
    {
      encoding: 'utf8',
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder },
    },
  );
  expect(stderr).toBe('');
  const lines = stdout.split('\n').map((line) => line.split('\t')[0] ?? '');
  return lines.filter((line) => line !== '' && line !== 'FILES').toSorted();
}

describe.for(SHELLS)('%s', (shell) => {
  test.skipIf(!installed(shell))('completes commands, flags, values and the ids of controls', { timeout: 60_000 }, () => {
    expect(proposed(shell, 'bulwark', '')).toEqual(
      expect.arrayContaining(['completion', 'controls', 'explain', 'pod-security', 'scan']),
    );
    expect(proposed(shell, 'bulwark', 'sc')).toEqual(['scan']);
    expect(proposed(shell, 'bulwark', 'pod-security', '')).toEqual(['advise', 'check', 'diff']);
    expect(proposed(shell, 'bulwark', 'scan', '--fail-on')).toEqual(['--fail-on', '--fail-on-unknown']);
    expect(proposed(shell, 'bulwark', 'scan', '--output', 'm')).toEqual(['markdown']);
    expect(proposed(shell, 'bulwark', 'scan', '-o', 'ju')).toEqual(['junit']);
    expect(proposed(shell, 'bulwark', 'scan', 'k8s', '--control', 'pod/priv')).toEqual(idsLike('pod/priv'));
    expect(proposed(shell, 'bulwark', 'scan', 'k8s', '--framework', 'pss')).toEqual(['pss-baseline', 'pss-restricted']);
    expect(proposed(shell, 'bulwark', 'explain', 'sev')).toEqual(['severity']);
    expect(proposed(shell, 'bulwark', 'explain', 'pod/priv')).toEqual(idsLike('pod/priv'));
    expect(proposed(shell, 'bulwark', 'controls', '--area', 'sec')).toEqual(['secrets']);
    expect(proposed(shell, 'bulwark', 'completion', '')).toEqual(['bash', 'fish', 'zsh']);
    // A path, and a flag of another command.
    expect(proposed(shell, 'bulwark', 'scan', 'nothing-like-this')).toEqual([]);
    expect(proposed(shell, 'bulwark', 'explain', '--fail')).toEqual([]);
  });

  test.skipIf(!installed(shell))('is a script without mistakes', () => {
    expect(spawnSync(shell, ['-n', fileOf(shell)], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  test('knows every flag that the help knows, and every control', async () => {
    const text = await script(shell);
    const flags = helpTexts().flatMap(({ help }) => [...help.matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => name));
    for (const flag of new Set(flags)) {
      if (flag !== undefined && !['help'].includes(flag)) expect(text).toMatch(new RegExp(`-l ${flag}\\b|--${flag}\\b`));
    }
    for (const { id } of controls) expect(text).toContain(id);
  });
});

test('a shell that we do not know is bad use', async () => {
  const fake = fakeShell();
  expect(await runProgram(['completion', 'tcsh'], fake)).toBe(2);
  expect(fake.err()).toBe('error: there is no completion for "tcsh"\nhint: it is one of bash, zsh, fish\n');
});
