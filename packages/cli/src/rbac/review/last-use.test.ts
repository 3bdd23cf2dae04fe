import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeShell } from '../../fake-shell.ts';
import { runProgram } from '../../program.ts';
import type { Review } from './review.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-last-use-'));
  writeFileSync(join(cwd, 'k8s.yaml'), MANIFESTS);
});
afterEach(() => rmSync(cwd, { recursive: true }));

const MANIFESTS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {namespace: shop, name: reader}
rules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {namespace: shop, name: readers}
roleRef: {kind: Role, name: reader}
subjects: [{kind: User, name: jane}, {kind: User, name: joe}, {kind: Group, name: ops}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: root}
roleRef: {kind: ClusterRole, name: not-here}
subjects: [{kind: Group, name: 'system:masters'}]
`;

const event = (user: object, reason: string, time: string): string =>
  `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    stage: 'ResponseComplete',
    verb: 'get',
    user,
    objectRef: { resource: 'secrets', namespace: 'shop', name: 'db' },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: time,
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': reason },
  })}\n`;

const JANE = event(
  { username: 'jane', groups: ['ops'], extra: { 'authentication.kubernetes.io/credential-id': ['X509SHA256=aa'] } },
  'RBAC: allowed by RoleBinding "readers/shop" of Role "reader" to User "jane"',
  '2026-11-01T10:00:00.123456Z',
);
const ROOT = event({ username: 'root', groups: ['system:masters'] }, '', '2026-11-02T10:00:00.000000Z');

async function run(line: string): Promise<{ readonly out: string; readonly err: string; readonly exit: number }> {
  const shell = fakeShell({ cwd });
  const exit = await runProgram(`rbac review k8s.yaml --no-defaults ${line}`.split(' '), shell);
  return { out: shell.out(), err: shell.err(), exit };
}

async function reviewed(line: string): Promise<Review> {
  return JSON.parse((await run(`${line} -o json`)).out) as Review;
}

test('the last use of each identity and each binding, from logs packed or not', async () => {
  writeFileSync(join(cwd, 'a.log'), JANE);
  writeFileSync(join(cwd, 'b.log.gz'), gzipSync(`${ROOT}no event\n`));
  const { identities, population, strangers } = await reviewed('--log a.log --log b.log.gz');
  const of = (id: string): unknown => {
    const found = identities.find((each) => each.id === id);
    return [found?.use, found?.entitlements.map(({ use }) => use)];
  };
  const seen = { count: 1, first: '2026-11-01T10:00:00Z', last: '2026-11-01T10:00:00Z' };
  expect(of('User jane')).toEqual([{ seen, certificates: { distinct: 1, ...seen } }, [{ verdict: 'named', ...seen }]]);
  expect(of('User joe')).toEqual([{}, [{ verdict: 'never' }]]);
  expect(of('Group ops')).toEqual([{ seen, members: ['jane'], memberCount: 1 }, [{ verdict: 'spare', ...seen }]]);
  expect(of('Group system:masters')).toMatchObject([{ members: ['root'] }, [{ verdict: 'unknown' }]]);
  expect(population.log).toMatchObject({
    from: '2026-11-01T10:00:00Z',
    to: '2026-11-02T10:00:00Z',
    saysCredentials: true,
    files: [
      { path: 'a.log', events: 1, unreadable: 0, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { path: 'b.log.gz', events: 1, unreadable: 1 },
    ],
  });
  expect(strangers).toMatchObject([{ user: 'root', groups: ['system:masters'] }]);
});

test('every form of the review tells of it, and none says "unused"', async () => {
  writeFileSync(join(cwd, 'a.log'), JANE);
  for (const output of ['text', 'html', 'csv']) {
    const { out, err } = await run(`--log a.log -o ${output}`);
    expect(err).toBe('');
    expect(out).toMatch(output === 'csv' ? /,named,2026-11-01T10:00:00Z,1,/ : /last used 2026-11-01 10:00 UTC, once/);
    expect(out).not.toMatch(/unused/i);
  }
});

test('without a log nothing is said of use, and why', async () => {
  const review = await reviewed('');
  expect(JSON.stringify(review)).not.toContain('"use"');
  expect(review.population.caveats.join(' ')).toContain('--log');
});

test('a log of another cluster than one, and one that is not there, are told', async () => {
  expect((await run('--log nowhere.log')).err).toContain('nowhere.log');
});

test('a log without times and without anything is no use', async () => {
  writeFileSync(join(cwd, 'a.log'), '');
  const { identities, population } = await reviewed('--log a.log');
  expect(population.log?.from).toBeUndefined();
  expect(identities[0]?.entitlements[0]?.use).toEqual({ verdict: 'unknown', reason: 'the log says no times' });
  expect((await run('--log a.log')).out).toContain('never seen in the log, which says no times');
});
