import type { Rendered } from '@bulwark/render';
import { load } from '@bulwark/source';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { readInput } from '../input/read-input.ts';
import { leadBack, writtenAt } from './written-at.ts';

const ROLE = 'kind: ClusterRole\napiVersion: rbac.authorization.k8s.io/v1\nmetadata:\n  name: a\n';

test('what was rendered is written in its source, and what was read, where it was read', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'bulwark-written-'));
  writeFileSync(join(cwd, 'a.yaml'), ROLE);
  writeFileSync(join(cwd, 'template.yaml'), '{{ x }}\n  name: {{ .Values.name }}  \n');
  const rendered: Rendered = {
    by: 'helm',
    path: 'shop',
    version: '4.3.1',
    text: `---\n${ROLE}`,
    warnings: [],
    sources: ['template.yaml'],
    map: { at: ({ line }) => ({ source: { file: 'template.yaml', line: line - 3, precision: 'exact' } }) },
  };
  const { inventory } = load(['a.yaml'], { cwd, renders: [{ ...rendered, closed: true }] });
  leadBack(inventory.objects, [rendered], cwd);
  const places = inventory.objects.map((object) => writtenAt(object, ['metadata', 'name']));
  expect(places).toEqual([
    { file: 'a.yaml', line: 4, column: 3, endLine: 4, endColumn: 10, exact: true },
    { file: 'template.yaml', line: 2, column: 3, endLine: 2, endColumn: 27, exact: true },
  ]);
});

test.each([
  ['1.30', '1.30'],
  ['v1.30.4-gke.1', '1.30'],
  ['latest', undefined],
])('a chart is rendered for the version that is asked about: %s', (kubeVersion, expected) => {
  const cwd = mkdtempSync(join(tmpdir(), 'bulwark-written-'));
  writeFileSync(join(cwd, 'Chart.yaml'), 'name: a\nversion: 1.0.0\n');
  const calls: string[] = [];
  const shell = {
    ...fakeShell({ cwd }),
    spawn: (_command: string, args: readonly string[]) => {
      calls.push(...args);
      return { status: 0, stdout: Buffer.from(args[0] === 'version' ? 'v4.3.1' : ''), stderr: '' };
    },
  };
  readInput(['.'], { strict: undefined, allowEmpty: true, kubeVersion }, 'rbac', shell);
  expect(calls.find((each) => each.startsWith('--kube-version'))).toBe(
    expected === undefined ? undefined : `--kube-version=${expected}`,
  );
});
