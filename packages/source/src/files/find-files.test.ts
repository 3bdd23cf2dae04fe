import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { LIMITS } from '../limits.ts';
import { memoryFileSystem, type MemoryNode } from '../testing/memory-file-system.ts';
import { nodeFileSystem, type FileSystem } from './file-system.ts';
import { findFiles } from './find-files.ts';

/** What is found, a line each: `path`, with `!` before named ones, or `path: status, reason`. */
function found(paths: readonly string[], fs: FileSystem, cwd: string): string[] {
  const { files, records } = findFiles(paths, fs, cwd);
  const mark = (named: boolean): string => (named ? '!' : '');
  return [
    ...files.map(({ path, named }) => mark(named) + path),
    ...records.map(({ path, status, reason, named }) => `${mark(named)}${path}: ${status}, ${reason}`),
  ];
}

const inMemory = (nodes: Readonly<Record<string, MemoryNode>>, ...paths: readonly string[]): string[] =>
  found(paths, memoryFileSystem(nodes), '/w');

describe('walking a folder', () => {
  test('YAML and JSON are found, in the order of their paths', () => {
    const nodes = {
      '/w/k/b.YML': '',
      '/w/k/a/z.json': '',
      '/w/k/a-b.yaml': '',
      '/w/k/notes.md': '',
      '/w/k/yaml': '',
      '/w/other.yaml': '',
    };
    expect(inMemory(nodes, 'k')).toEqual(['k/a-b.yaml', 'k/a/z.json', 'k/b.YML']);
  });

  test('paths are shown as they were given, in one spelling', () => {
    const nodes = { '/w/k/a.yaml': '', '/x/b.yaml': '' };
    expect(inMemory(nodes, '.')).toEqual(['k/a.yaml']);
    expect(inMemory(nodes, './')).toEqual(['k/a.yaml']);
    expect(inMemory(nodes, './k//')).toEqual(['k/a.yaml']);
    expect(inMemory(nodes, '/w/k/')).toEqual(['/w/k/a.yaml']);
    expect(inMemory(nodes, '../x')).toEqual(['../x/b.yaml']);
    expect(inMemory(nodes, '/')).toEqual(['/w/k/a.yaml', '/x/b.yaml']);
  });

  test('hidden folders are entered, .git and node_modules are not', () => {
    const nodes = { '/w/.github/a.yaml': '', '/w/.git/b.yaml': '', '/w/node_modules/c/d.yaml': '' };
    expect(inMemory(nodes, '.')).toEqual(['.github/a.yaml', 'node_modules/: skipped, packages of others']);
    expect(inMemory(nodes, 'node_modules')).toEqual(['node_modules/c/d.yaml']);
  });

  test('what is ignored is named with the file that says so, also below an ignored folder', () => {
    const nodes = {
      '/w/.gitignore': '*.yaml',
      '/w/k/.gitignore': 'gen/\nlocal.yaml',
      '/w/k/.bulwarkignore': 'old',
      '/w/k/gen/a.yaml': '',
      '/w/k/gen/deep/b.yaml': '',
      '/w/k/gen/deep/.gitignore': '!b.yaml',
      '/w/k/gen/notes.md': '',
      '/w/k/gen/link.yaml': { link: '../d.yaml' },
      '/w/k/gen/up': { link: '..' },
      '/w/k/gen/node_modules/x.yaml': '',
      '/w/k/gen/.git/x.yaml': '',
      '/w/k/local.yaml': '',
      '/w/k/old/c.yaml': '',
      '/w/k/d.yaml': '',
      '/w/k/sub/.gitignore': '!local.yaml',
      '/w/k/sub/local.yaml': '',
    };
    expect(inMemory(nodes, 'k')).toEqual([
      'k/d.yaml',
      'k/sub/local.yaml',
      'k/gen/a.yaml: skipped, ignored by k/.gitignore',
      'k/gen/deep/b.yaml: skipped, ignored by k/.gitignore',
      'k/gen/link.yaml: skipped, ignored by k/.gitignore',
      'k/local.yaml: skipped, ignored by k/.gitignore',
      'k/old/c.yaml: skipped, ignored by k/.bulwarkignore',
    ]);
  });

  test('an ignored folder that cannot be listed, or goes too deep, is one record', () => {
    const deepest = 'd/'.repeat(LIMITS.folderDepth);
    const nodes: Record<string, MemoryNode> = {
      '/w/.gitignore': 'd/\nshut/',
      '/w/shut': { error: 'EACCES' },
      '/w/shut/a.yaml': '',
      [`/w/${deepest}a.yaml`]: '',
      [`/w/${deepest}d/b.yaml`]: '',
    };
    expect(inMemory(nodes, '.')).toEqual([
      `${deepest}a.yaml: skipped, ignored by .gitignore`,
      `${deepest}d/: skipped, ignored by .gitignore`,
      'shut/: skipped, ignored by .gitignore',
    ]);
  });

  test('ignore files that cannot be used are reported and do not count', () => {
    const nodes = {
      '/w/a/.gitignore': 'x'.repeat(LIMITS.ignoreFileBytes + 1),
      '/w/a/x.yaml': '',
      '/w/b/.gitignore': { error: 'EACCES' },
      '/w/c/.gitignore': { link: '/w/rules' },
      '/w/c/y.yaml': '',
      '/w/rules': '*',
    };
    expect(inMemory(nodes, '.')).toEqual([
      'a/x.yaml',
      'c/y.yaml',
      'a/.gitignore: skipped, larger than 256 KiB: its rules do not count',
      'b/.gitignore: skipped, permission denied: its rules do not count',
    ]);
  });

  test('what is no file is never opened', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/a.yaml': { kind: 'pipe' },
      '/w/b.json': { kind: 'socket' },
      '/w/c': { kind: 'device' },
    };
    expect(inMemory(nodes, '.')).toEqual(['a.yaml: skipped, a pipe, not a file', 'b.json: skipped, a socket, not a file']);
  });

  test('a folder that cannot be listed fails, and the rest is found', () => {
    const nodes: Record<string, MemoryNode> = { '/w/a': { error: 'EACCES' }, '/w/a/x.yaml': '', '/w/b.yaml': '' };
    expect(inMemory(nodes, '.')).toEqual(['b.yaml', 'a/: failed, permission denied']);
    expect(inMemory(nodes, 'a')).toEqual(['!a/: failed, permission denied']);
  });

  test('folders end at a depth', () => {
    const deepest = 'd/'.repeat(LIMITS.folderDepth);
    const nodes = { [`/w/${deepest}a.yaml`]: '', [`/w/${deepest}d/b.yaml`]: '' };
    expect(inMemory(nodes, '.')).toEqual([`${deepest}a.yaml`, `${deepest}d/: failed, lies deeper than 100 folders`]);
  });
});

describe('what is named', () => {
  test('is found whatever ignores it, and whatever its name is', () => {
    const nodes = { '/w/k/.gitignore': '*', '/w/k/a.yaml': '', '/w/k/notes.txt': '', '/w/k/b.yaml': '' };
    expect(inMemory(nodes, 'k/a.yaml', 'k/notes.txt')).toEqual(['!k/a.yaml', '!k/notes.txt']);
    expect(inMemory(nodes, 'k', 'k/a.yaml')).toEqual(['!k/a.yaml', 'k/b.yaml: skipped, ignored by k/.gitignore']);
  });

  test('is found once, in whatever ways it is named', () => {
    const nodes = { '/w/k/a.yaml': '', '/w/k/sub/b.yaml': '' };
    expect(inMemory(nodes, 'k', 'k', './k/', 'k/sub', 'k/a.yaml', '/w/k/a.yaml', '-', '-')).toEqual([
      '!<stdin>',
      '!k/a.yaml',
      'k/sub/b.yaml',
    ]);
  });

  test('a folder below another one counts though the other ignores it', () => {
    const nodes = { '/w/k/.gitignore': 'gen/', '/w/k/gen/a.yaml': '', '/w/k/b.yaml': '' };
    expect(inMemory(nodes, 'k', 'k/gen')).toEqual(['k/b.yaml', 'k/gen/a.yaml']);
    expect(inMemory({ ...nodes, '/w/k/gen/sub/c.yaml': '' }, 'k', 'k/gen/sub', 'k/gen/a.yaml')).toEqual([
      'k/b.yaml',
      '!k/gen/a.yaml',
      'k/gen/sub/c.yaml',
    ]);
  });

  test('fails where it is not there or is no file, and the rest is found', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/a.yaml': '',
      '/w/pipe': { kind: 'pipe' },
      '/w/loop': { link: 'loop' },
      '/w/to': { link: 'gone' },
    };
    expect(inMemory(nodes, 'gone/', 'pipe', 'loop', 'to', 'a.yaml')).toEqual([
      '!a.yaml',
      '!gone: failed, does not exist',
      '!loop: failed, a link that leads to itself',
      '!pipe: failed, a pipe, not a file: give what it holds on standard input, as `-`',
      '!to: failed, does not exist',
    ]);
  });

  test('links are followed where they are named', () => {
    const nodes: Record<string, MemoryNode> = { '/w/link': { link: '/x' }, '/w/a.yaml': { link: '/x/b.yaml' }, '/x/b.yaml': '' };
    expect(inMemory(nodes, 'link')).toEqual(['link/b.yaml']);
    expect(inMemory(nodes, 'a.yaml')).toEqual(['!a.yaml']);
  });
});

describe('links in a folder', () => {
  test('lead to what cannot be reached without them', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/.gitignore': 'releases/\nraw.txt',
      '/w/releases/v2/a.yaml': '',
      '/w/releases/v1/a.yaml': '',
      '/w/current': { link: 'releases/v2' },
      '/w/raw.yaml': { link: 'raw.txt' },
      '/w/raw.txt': '',
    };
    expect(inMemory(nodes, '.')).toEqual([
      'current/a.yaml',
      'raw.yaml',
      'releases/v1/a.yaml: skipped, ignored by .gitignore',
      'releases/v2/a.yaml: skipped, ignored by .gitignore',
    ]);
  });

  test('make no second copy of a file', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/z/a.yaml': '',
      '/w/b.yaml': { link: 'z/a.yaml' },
      '/w/c': { link: 'z' },
      '/w/z/up': { link: '..' },
      '/w/d': { link: 'z/a.yaml' },
    };
    expect(inMemory(nodes, '.')).toEqual(['z/a.yaml', 'b.yaml: skipped, a link to z/a.yaml']);
  });

  test('are not followed out of the folder, into foreign folders, or to nothing', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/k/a.yaml': { link: '/etc/a.yaml' },
      '/w/k/b': { link: '../kk' },
      '/w/k/c': { link: '/etc/a.yaml' },
      '/w/k/d.yaml': { link: 'gone' },
      '/w/k/e': { link: 'gone' },
      '/w/k/f.yaml': { link: 'f.yaml' },
      '/w/k/g': { link: 'node_modules/pkg' },
      '/w/k/h.yaml': { link: 'pipe' },
      '/w/k/i.yaml': { link: 'gone' },
      '/w/k/.gitignore': 'i.yaml',
      '/w/k/pipe': { kind: 'pipe' },
      '/w/k/node_modules/pkg/x.yaml': '',
      '/w/kk/y.yaml': '',
      '/etc/a.yaml': '',
    };
    expect(inMemory(nodes, 'k')).toEqual([
      'k/a.yaml: skipped, a link that leads out of k/',
      'k/b/: skipped, a link that leads out of k/',
      'k/d.yaml: skipped, a link to nothing',
      'k/f.yaml: skipped, a link that leads to itself',
      'k/g/: skipped, a link into node_modules',
      'k/h.yaml: skipped, a pipe, not a file',
      'k/i.yaml: skipped, ignored by k/.gitignore',
      'k/node_modules/: skipped, packages of others',
    ]);
  });

  test('that lead to one folder: the first shows it', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/.gitignore': 'hidden/',
      '/w/a': { link: 'hidden' },
      '/w/b': { link: 'hidden' },
      '/w/hidden/x.yaml': '',
    };
    expect(inMemory(nodes, '.')).toEqual(['a/x.yaml', 'hidden/x.yaml: skipped, ignored by .gitignore']);
  });

  test('found behind links are followed too', () => {
    const nodes: Record<string, MemoryNode> = {
      '/w/.gitignore': 'hidden/',
      '/w/a': { link: 'hidden/one' },
      '/w/hidden/one/b': { link: '../two' },
      '/w/hidden/two/c.yaml': '',
    };
    expect(inMemory(nodes, '.')).toEqual(['a/b/c.yaml', 'hidden/two/c.yaml: skipped, ignored by .gitignore']);
  });
});

describe('on a disk', () => {
  let root: string;
  const write = (path: string, text = ''): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bulwark-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('files, folders, links, ignore rules and missing paths are seen as they are', () => {
    write('k/a.yaml');
    write('k/sub/b.json');
    write('k/sub/.gitignore', 'c.yaml');
    write('k/sub/c.yaml');
    write('out.yaml');
    symlinkSync('a.yaml', join(root, 'k/twin.yaml'));
    symlinkSync('..', join(root, 'k/sub/up'));
    symlinkSync(join(root, 'out.yaml'), join(root, 'k/out.yaml'));
    symlinkSync('gone', join(root, 'k/gone.yaml'));
    expect(found(['k', 'gone'], nodeFileSystem, root)).toEqual([
      'k/a.yaml',
      'k/sub/b.json',
      '!gone: failed, does not exist',
      'k/gone.yaml: skipped, a link to nothing',
      'k/out.yaml: skipped, a link that leads out of k/',
      'k/sub/c.yaml: skipped, ignored by k/sub/.gitignore',
      'k/twin.yaml: skipped, a link to k/a.yaml',
    ]);
  });

  test.skipIf(process.platform === 'win32')('pipes and sockets are left alone', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
    const server = createServer().listen(join(root, 'socket.yaml'));
    await new Promise((resolve) => server.once('listening', resolve));
    const lines = found(['.', 'pipe.yaml'], nodeFileSystem, root);
    server.close();
    expect(lines).toEqual([
      '!pipe.yaml: failed, a pipe, not a file: give what it holds on standard input, as `-`',
      'socket.yaml: skipped, a socket, not a file',
    ]);
  });
});
