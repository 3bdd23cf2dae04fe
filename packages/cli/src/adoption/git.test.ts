import { expect, test } from 'vitest';
import type { Spawn } from '@bulwark/render';
import { historySince } from './git.ts';

/** A git that knows these answers, by the words of the command that begin them. */
function git(answers: Readonly<Record<string, string | Uint8Array>>): { readonly spawn: Spawn; readonly asked: string[] } {
  const asked: string[] = [];
  const spawn: Spawn = (_, args, { input }) => {
    const words = args.join(' ');
    asked.push(input === undefined ? words : `${words} < ${input}`);
    const key = Object.keys(answers).find((beginning) => words.startsWith(beginning));
    return {
      status: key === undefined ? 128 : 0,
      stdout: Buffer.from(answers[key ?? ''] ?? ''),
      stderr: 'fatal: it broke\nmore',
    };
  };
  return { spawn, asked };
}

const KNOWN = {
  'rev-parse --show-toplevel': '/repo\n',
  'rev-parse --verify': 'c0ffee\n',
  'merge-base': 'ba5e\n',
  diff: 'k8s/a.yaml\0k8s/ö b.yaml\0',
  'ls-tree': 'k8s/a.yaml\0k8s/ö b.yaml\0k8s/c.yaml\0',
};

test('what differs is what git says, from the commit where both branches meet', () => {
  const { spawn, asked } = git({ ...KNOWN, 'cat-file': '111 blob 4\nö=\n\nba5e:k8s/x.yaml missing\n222 blob 2\n{}\n' });
  const history = historySince('-x', '/repo/k8s', spawn);
  expect([...history.differing]).toEqual(['k8s/a.yaml', 'k8s/ö b.yaml']);
  expect(history.had.size).toBe(3);
  const blobs = history.blobs(['k8s/a.yaml', 'k8s/x.yaml', 'k8s/c.yaml', 'a\nb.yaml']);
  expect([...blobs].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
    ['k8s/a.yaml', 'ö=\n'],
    ['k8s/c.yaml', '{}'],
  ]);
  // A ref that looks like a flag is none.
  expect(asked[1]).toBe('rev-parse --verify --quiet --end-of-options -x^{commit}');
  expect(asked.at(-1)).toBe('cat-file --batch < ba5e:k8s/a.yaml\nba5e:k8s/x.yaml\nba5e:k8s/c.yaml\n');
});

test('what git cannot do is one line', () => {
  const without = (key: string): Spawn => git(Object.fromEntries(Object.entries(KNOWN).filter(([name]) => name !== key))).spawn;
  expect(() => historySince('main', '/', without('rev-parse --show-toplevel'))).toThrow('this folder is in none');
  expect(() => historySince('main', '/', without('rev-parse --verify'))).toThrow('git knows no commit "main"');
  expect(() => historySince('main', '/', without('merge-base'))).toThrow('have in common');
  expect(() => historySince('main', '/', without('diff'))).toThrow('git failed: fatal: it broke');
  const missing: Spawn = () => ({ status: undefined, stdout: new Uint8Array(), stderr: '' });
  expect(() => historySince('main', '/', missing)).toThrow('there is none on the PATH');
});
