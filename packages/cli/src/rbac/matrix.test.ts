import { authenticatedUser } from '@bulwark/rbac';
import { expect, test } from 'vitest';
import { paletteFor } from '../color.ts';
import { fakeShell } from '../fake-shell.ts';
import { matrixText } from './matrix-text.ts';
import { matrixOf, type Cell } from './matrix.ts';
import { permissionsOf } from './permissions.ts';
import { binding, clusterOf, rawRole, role } from './testing.ts';

/** Verbs of a table's row, by what the cell says. */
async function row(rules: readonly string[], resource: string): Promise<Readonly<Record<string, Cell>>> {
  const cluster = await clusterOf(role('r', ...rules), binding('b', 'ClusterRole r', 'User jane'));
  const [place] = permissionsOf(cluster, authenticatedUser('jane')).places;
  const { columns, rows } = matrixOf(place?.grants ?? []);
  const cells = rows.find((each) => each.resource === resource)?.cells ?? [];
  return Object.fromEntries(
    columns.map((verb, index) => [verb, cells[index] ?? 'none'] as const).filter(([, cell]) => cell !== 'none'),
  );
}

test.each<[rules: readonly string[], resource: string, expected: Readonly<Record<string, Cell>>]>([
  [['get,list core pods'], 'pods', { get: 'all', list: 'all' }],
  [['get core secrets db'], 'secrets', { get: 'named' }],
  [['get core secrets db', 'get core secrets'], 'secrets', { get: 'all' }],
  [['get core pods', 'delete * *'], 'pods', { get: 'all', delete: 'all' }],
  [['get core pods', 'delete apps *'], 'pods', { get: 'all' }],
  [['get apps deployments/scale', 'update * */scale'], 'deployments/scale.apps', { get: 'all', update: 'all' }],
  [['get core pods/log', 'list core pods'], 'pods/log', { get: 'all' }],
  [['impersonate core users'], 'users', { impersonate: 'all' }],
  [['get /healthz', 'post /healthz*'], '/healthz', { get: 'all', post: 'all' }],
  [['get /healthz', 'post /healthz/*'], '/healthz', { get: 'all' }],
])('%j gives %s', async (rules, resource, expected) => {
  expect(await row(rules, resource)).toEqual(expected);
});

const style = { width: 100, palette: paletteFor('never', fakeShell().process.stdout, {}) };

test('what is unknown stands below the table', async () => {
  const cluster = await clusterOf(rawRole('bad', 'all'), binding('b', 'ClusterRole bad', 'User jane'));
  const jane = authenticatedUser('jane');
  const text = [...matrixText([permissionsOf(cluster, jane)], jane, style)].join('');
  expect(text).toContain('unknown  ClusterRoleBinding b  rules is no list\n');
  expect(text).not.toContain('may do nothing');
});

test('a member of system:masters needs no table', async () => {
  const root = authenticatedUser('root', ['system:masters']);
  const text = [...matrixText([permissionsOf(await clusterOf(), root)], root, style)].join('');
  expect(text).toContain('root may do everything');
  expect(text).not.toContain('may do nothing');
});

test('of one namespace, what is unknown of others is not told', async () => {
  const cluster = await clusterOf(
    binding('a/b', 'Role gone', 'User jane'),
    binding('c/b', 'Role gone', 'User jane'),
    binding('b', 'ClusterRole gone', 'User jane'),
  );
  const { gaps } = permissionsOf(cluster, authenticatedUser('jane'), 'a');
  expect(gaps.map((gap) => gap.binding.namespace).toSorted()).toEqual(['', 'a']);
});
