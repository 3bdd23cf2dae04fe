import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeShell } from '../../fake-shell.ts';
import { runProgram } from '../../program.ts';
import type { Entitlement, Identity } from './identity.ts';
import type { Review } from './review.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-review-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

async function run(line: string): Promise<Ran> {
  const shell = fakeShell({ cwd });
  const exit = await runProgram(`rbac review ${line}`.split(' '), shell);
  return { out: shell.out(), err: shell.err(), exit };
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const object = (kind: string, metadata: object, more: object = {}): object => ({
  apiVersion: kind === 'ServiceAccount' || kind === 'Namespace' ? 'v1' : RBAC,
  kind,
  metadata,
  ...more,
});
const role = (name: string, verbs: readonly string[], resources: readonly string[]): object =>
  object('Role', { namespace: 'shop', name }, { rules: [{ apiGroups: [''], resources, verbs }] });
const binding = (name: string, of: string, subjects: readonly object[], metadata: object = {}): object =>
  object('RoleBinding', { namespace: 'shop', name, ...metadata }, { roleRef: { kind: 'Role', name: of }, subjects });
const user = (name: string): object => ({ kind: 'User', name });
const group = (name: string): object => ({ kind: 'Group', name });
const account = (name: string): object => ({ kind: 'ServiceAccount', name, namespace: 'shop' });

const SHOP = [
  object('Namespace', { name: 'shop', labels: { 'bulwark.dev/owner': 'shop-team' } }),
  object('ServiceAccount', { namespace: 'shop', name: 'api', annotations: { 'bulwark.dev/owner': 'team-api' } }),
  object('ServiceAccount', { namespace: 'shop', name: 'idle' }),
  role('reader', ['get', 'list'], ['pods']),
  role('secret-reader', ['get'], ['secrets']),
  binding('readers', 'reader', [user('jane'), group('developers'), account('api')]),
  binding('secrets', 'secret-reader', [account('api')], { resourceVersion: '12' }),
  binding('lost', 'not-here', [user('joe')]),
  binding('all-accounts', 'reader', [group('system:serviceaccounts:shop')]),
  binding('odd', 'reader', [{ kind: 'Robot', name: 'r2' }]),
];

function write(name: string, objects: readonly object[]): void {
  writeFileSync(join(cwd, name), objects.map((each) => JSON.stringify(each)).join('\n---\n'));
}

async function reviewed(objects: readonly object[], flags = ''): Promise<Review> {
  write('k8s.yaml', objects);
  return JSON.parse((await run(`k8s.yaml -o json${flags === '' ? '' : ` ${flags}`}`)).out) as Review;
}

function find(review: Review, id: string): Identity | undefined {
  return review.identities.find((each) => each.id === id);
}

const nameOf = (each: object): string => (each as { readonly metadata: { readonly name: string } }).metadata.name;
const short = ({ binding: by, risk, through }: Entitlement): string =>
  `${by} ${risk}${through === undefined ? '' : ` through ${through}`}`;

describe('the population', () => {
  test('is everybody whom bindings name, and every service account, also those without rights', async () => {
    const review = await reviewed(SHOP);
    expect(review.identities.filter((each) => !each.default).map(({ id, risk, atLeast }) => [id, risk, atLeast])).toEqual([
      ['User jane', 'low', false],
      ['User joe', 'none', true],
      ['Group developers', 'low', false],
      ['Group system:serviceaccounts:shop', 'low', false],
      ['ServiceAccount shop/api', 'medium', false],
      ['ServiceAccount shop/idle', 'low', false],
    ]);
    expect(review.population.identities).toMatchObject({ User: 2, Group: 2, ServiceAccount: 2 });
    expect(find(review, 'Group system:masters')).toMatchObject({ risk: 'critical', default: true });
    expect(find(await reviewed(SHOP, '--no-defaults'), 'Group system:masters')).toBeUndefined();
  });

  test('what an identity has through a group names the group, and owners are found', async () => {
    const review = await reviewed(SHOP);
    expect(find(review, 'ServiceAccount shop/api')?.entitlements.map(short)).toEqual([
      'RoleBinding shop/readers low',
      'RoleBinding shop/secrets medium',
      'RoleBinding shop/all-accounts low through Group system:serviceaccounts:shop',
    ]);
    expect(find(review, 'ServiceAccount shop/api')?.owner?.name).toBe('team-api');
    expect(find(review, 'ServiceAccount shop/idle')?.owner).toEqual({
      name: 'shop-team',
      from: 'bulwark.dev/owner of Namespace shop',
    });
    expect(find(review, 'User jane')?.owner).toBeUndefined();
  });

  test('says how it was taken, and what means nobody', async () => {
    const { population } = await reviewed(SHOP);
    expect(population.files).toEqual([
      { path: 'k8s.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), objects: SHOP.length },
    ]);
    expect(population.objects).toMatchObject({ Role: 2, RoleBinding: 5, ServiceAccount: 2, Namespace: 1, others: 0 });
    expect(population.remarks).toMatchObject([
      { object: 'RoleBinding shop/odd', reason: 'its subject of kind "Robot" means nobody' },
    ]);
  });

  test('a scope leaves out the others, and says so', async () => {
    const root = object('ClusterRole', { name: 'root' }, { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] });
    const roots = object(
      'ClusterRoleBinding',
      { name: 'roots' },
      { roleRef: { kind: 'ClusterRole', name: 'root' }, subjects: [account('deployer')] },
    );
    const privileged = await reviewed([...SHOP, root, roots], '--privileged --no-defaults');
    expect(privileged.identities.map(({ id }) => id)).toEqual(['User joe', 'ServiceAccount shop/deployer']);
    expect(privileged.scope).toEqual({ privileged: true });
    expect((await reviewed(SHOP, '-n elsewhere --no-defaults')).identities).toEqual([]);
  });

  test.for([
    [{ kind: 'RoleBinding', metadata: 'x', subjects: 7, roleRef: [] }],
    [{ kind: 'ServiceAccount', metadata: { name: 7, annotations: [] } }],
    [
      {
        kind: 'RoleBinding',
        metadata: { name: '__proto__', labels: 'x' },
        subjects: [null, { kind: 'User', name: '' }],
        roleRef: { kind: 'Role', name: '' },
      },
    ],
    [{ kind: 'ClusterRole', metadata: { name: 'constructor' }, rules: [{ verbs: '*' }, null] }],
  ])('nothing throws at %o', async ([bad]) => {
    write('k8s.yaml', [{ apiVersion: bad?.kind === 'ServiceAccount' ? 'v1' : RBAC, ...bad }]);
    for (const output of ['text', 'html', 'csv', 'json']) expect((await run(`k8s.yaml -o ${output}`)).err).toBe('');
  });
});

const decision = (identity: string, by: string, verdict: string, more = 'reviewer: ann, reason: it is so'): string =>
  `  - {identity: ${identity}, binding: ${by}, decision: ${verdict}, ${more}}\n`;

describe('decisions', () => {
  const decide = async (text: string, flags = '--at 2026-11-25'): Promise<Ran & { readonly review: Review }> => {
    write('k8s.yaml', SHOP);
    writeFileSync(join(cwd, 'review.yaml'), `decisions:\n${text}`);
    const ran = await run(`k8s.yaml -o json --decisions review.yaml ${flags}`);
    return { ...ran, review: (ran.out === '' ? {} : JSON.parse(ran.out)) as Review };
  };

  test.for([
    [decision('User jain', 'RoleBinding shop/readers', 'keep'), 'there is no User jain; did you mean User jane?'],
    [
      decision('User jane', 'RoleBinding shop/reader', 'keep'),
      'RoleBinding shop/reader does not bind User jane; did you mean RoleBinding shop/readers?',
    ],
    [decision('User jane', 'RoleBinding shop/readers', 'keep', 'reviewer: Jane, reason: r'), 'Jane decides about itself'],
    [
      decision('User jane', 'RoleBinding shop/readers', 'keep', 'reviewer: ann, reason: r, expires: 2026-11-24'),
      'it was to be kept until 2026-11-24, and that is over',
    ],
    [
      decision('User jane', 'RoleBinding shop/readers', 'keep', 'reviewer: ann, reason: r, date: 2026-11-26'),
      'it is dated 2026-11-26, after the review (2026-11-25)',
    ],
    [
      decision('ServiceAccount shop/idle', 'RoleBinding shop/all-accounts', 'keep'),
      'ServiceAccount shop/idle has it through Group system:serviceaccounts:shop: the decision is about that group',
    ],
    [
      decision('Group system:masters', 'ClusterRoleBinding cluster-admin', 'revoke'),
      'the API server makes this binding again at each start: it can only be kept',
    ],
    [decision('User jane', 'RoleBinding shop/readers', 'keep', 'reviewer: ann, reason: r, expires: 2026-11-25'), undefined],
  ])('%s%s', async ([text = '', problem]) => {
    const { review, exit } = await decide(text);
    expect(review.decisions?.entries.map((entry) => entry.problem)).toEqual([problem]);
    expect(exit).toBe(1);
  });

  test('of two about the same, the second does not count', async () => {
    const { review } = await decide(decision('User jane', 'RoleBinding shop/readers', 'keep').repeat(2));
    expect(review.decisions?.entries.map(({ problem }) => problem)).toEqual([undefined, 'there is a decision about it already']);
  });

  test('what nobody decided is listed, and all decided is exit 0', async () => {
    const all: readonly (readonly [string, string])[] = [
      ['User jane', 'readers'],
      ['User joe', 'lost'],
      ['Group developers', 'readers'],
      ['Group system:serviceaccounts:shop', 'all-accounts'],
      ['ServiceAccount shop/api', 'readers'],
      ['ServiceAccount shop/api', 'secrets'],
    ];
    const none = await decide(' []');
    expect(
      none.review.decisions?.missing.map(({ identity, binding: by }) => [identity, by.slice('RoleBinding shop/'.length)]),
    ).toEqual(all);
    const { review, exit } = await decide(all.map(([id, by]) => decision(id, `RoleBinding shop/${by}`, 'keep')).join(''));
    expect(review.decisions?.missing).toEqual([]);
    expect(exit).toBe(0);
  });

  test.for([
    [
      '  - {identity: User jane, binding: b, decision: kept, reviewer: a, reason: r}\n',
      'review.yaml:2:49: decision must be one of keep, change, revoke, not "kept"',
    ],
    ['  - {identity: User jane, binding: b, decision: keep, reviewer: a}\n', 'review.yaml:2:5: a decision says no reason'],
    [
      '  - {identity: User jane, binding: b, decision: keep, reviewer: a, reason: r, expires: tomorrow}\n',
      'expires is "tomorrow"',
    ],
    ['  - {who: me}\n', '"who" is nothing that decisions[0] has'],
    ['  - [\n', 'review.yaml:'],
  ])('%s is bad use', async ([text = '', message]) => {
    const { err, exit, out } = await decide(text);
    expect(err).toContain(message);
    expect(exit).toBe(2);
    expect(out).toBe('');
  });

  test('revokes become manifests without the subject, a command for what binds nobody, and what changes', async () => {
    write('k8s.yaml', SHOP);
    const api = 'ServiceAccount shop/api';
    const text = ['readers', 'secrets'].map((by) => decision(api, `RoleBinding shop/${by}`, 'revoke')).join('');
    writeFileSync(join(cwd, 'review.yaml'), `decisions:\n${text}`);
    const { out } = await run('k8s.yaml --decisions review.yaml -o manifests');
    expect(out).toBe(`# these bind nobody any more, and apply deletes nothing: delete them
#   kubectl delete rolebinding secrets --namespace shop
# what changes:
#   ServiceAccount shop/api can no longer get secrets, in namespace shop
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  namespace: shop
  name: readers
roleRef:
  kind: Role
  name: reader
subjects:
  - kind: User
    name: jane
  - kind: Group
    name: developers
`);
  });

  test('a revoke that takes nothing away says so', async () => {
    write('k8s.yaml', SHOP);
    writeFileSync(
      join(cwd, 'review.yaml'),
      `decisions:\n${decision('ServiceAccount shop/api', 'RoleBinding shop/readers', 'revoke')}`,
    );
    const { out } = await run('k8s.yaml --decisions review.yaml -o manifests');
    expect(out).toContain('#   ServiceAccount shop/api loses nothing: another binding, or a group, gives it the same\n');
  });
});

describe('since the last review', () => {
  const since = async (before: readonly object[], after: readonly object[], flags = ''): Promise<Review> => {
    write('k8s.yaml', before);
    writeFileSync(join(cwd, 'old.json'), (await run(`k8s.yaml -o json --at 2026-05-01${flags}`)).out);
    return reviewed(after, '--previous old.json --at 2026-11-25');
  };
  const changesOf = ({ delta, identities }: Review): readonly string[] => {
    const servers = new Set(identities.filter((each) => each.default).map(({ id }) => id));
    return (delta?.changes ?? []).filter(({ id }) => !servers.has(id)).map(({ id, change }) => `${change} ${id}`);
  };

  test('nothing is changed where nothing is', async () => {
    const review = await since(SHOP, SHOP);
    expect(new Set(review.delta?.changes.map(({ change }) => change))).toEqual(new Set(['unchanged']));
    expect(review.delta?.previous.at).toBe('2026-05-01');
  });

  test('who is new, gone, and may do more or less is told', async () => {
    const after = SHOP.filter((each) => !['lost', 'secrets', 'reader'].includes(nameOf(each)));
    const review = await since(SHOP, [
      ...after,
      role('reader', ['get', 'list', 'watch'], ['pods']),
      binding('new', 'reader', [user('eve')]),
    ]);
    expect(changesOf(review)).toEqual([
      'new User eve',
      'widened User jane',
      'widened Group developers',
      'widened Group system:serviceaccounts:shop',
      'widened ServiceAccount shop/api',
      'widened ServiceAccount shop/idle',
      'gone User joe',
    ]);
    const less = await since(
      SHOP,
      SHOP.filter((each) => nameOf(each) !== 'secrets'),
    );
    expect(less.delta?.changes.filter(({ change }) => change === 'narrowed')).toEqual([
      {
        cluster: '',
        id: 'ServiceAccount shop/api',
        change: 'narrowed',
        notes: ['less than there was through RoleBinding shop/secrets of Role shop/secret-reader'],
      },
    ]);
    const unknown = await since(
      SHOP,
      SHOP.filter((each) => nameOf(each) !== 'secret-reader'),
    );
    expect(unknown.delta?.changes.find(({ id }) => id === 'ServiceAccount shop/api')).toMatchObject({
      change: 'widened',
      notes: [
        'not known what RoleBinding shop/secrets of Role shop/secret-reader grants',
        'less than there was through RoleBinding shop/secrets of Role shop/secret-reader',
      ],
    });
  });

  test('what was kept and has not changed needs no new decision, until its keep is over', async () => {
    writeFileSync(
      join(cwd, 'kept.yaml'),
      `decisions:\n${decision('User jane', 'RoleBinding shop/readers', 'keep')}${decision('Group developers', 'RoleBinding shop/readers', 'keep', 'reviewer: ann, reason: r, expires: 2026-10-01')}`,
    );
    write('k8s.yaml', SHOP);
    writeFileSync(join(cwd, 'old.json'), (await run('k8s.yaml -o json --at 2026-05-01 --decisions kept.yaml')).out);
    writeFileSync(join(cwd, 'none.yaml'), 'decisions: []\n');
    const { decisions } = await reviewed(SHOP, '--previous old.json --at 2026-11-25 --decisions none.yaml');
    expect(decisions?.carriedOver.map(({ identity }) => identity)).toEqual(['User jane']);
    expect(decisions?.missing.find(({ identity }) => identity === 'Group developers')?.reason).toBe(
      'it was kept until 2026-10-01, and that is over',
    );
  });

  test('each review names all before it, and several of them must follow one on the other', async () => {
    write('k8s.yaml', SHOP);
    const keep = async (name: string, flags: string): Promise<void> => {
      writeFileSync(join(cwd, name), (await run(`k8s.yaml -o json --no-defaults ${flags}`)).out);
    };
    await keep('1.json', '--at 2026-01-01');
    await keep('2.json', '--at 2026-04-01 --previous 1.json');
    const third = JSON.parse(
      (await run('k8s.yaml -o json --no-defaults --at 2026-07-01 --previous 1.json --previous 2.json')).out,
    ) as Review;
    expect(third.delta?.chain.map(({ at }) => at)).toEqual(['2026-01-01', '2026-04-01']);
    expect(third.delta?.previous).toEqual({ at: '2026-04-01', sha256: third.delta?.chain[1]?.sha256, verified: 2 });
    await keep('other.json', '--at 2026-02-01');
    const { err, exit } = await run('k8s.yaml --previous 2.json --previous other.json');
    expect(err).toContain('other.json is not among the reviews that 2.json follows on');
    expect(exit).toBe(2);
    expect((await run('k8s.yaml --no-defaults --previous 2.json')).out).toContain(
      'it is as it was printed, and names 1 review before it',
    );
  });

  test('a review that was changed by hand, or is none, is refused', async () => {
    write('k8s.yaml', SHOP);
    const { out } = await run('k8s.yaml -o json');
    for (const [text, message] of [
      [out.replace('"User joe"', '"User jim"'), 'is not as it was printed'],
      ['{}', 'is no access review'],
      ['x', 'is no JSON'],
    ] as const) {
      writeFileSync(join(cwd, 'old.json'), text);
      const { err, exit } = await run('k8s.yaml --previous old.json');
      expect(err).toContain(message);
      expect(exit).toBe(2);
    }
  });
});

describe('exports', () => {
  const HOSTILE = [binding('hostile', 'reader', [user('=HYPERLINK("x")'), user('<script>alert(1)</script>'), user('a\n---\nb')])];

  test('HTML runs nothing, and escapes what manifests hold', async () => {
    write('k8s.yaml', HOSTILE);
    const { out } = await run('k8s.yaml -o html');
    expect(out).not.toContain('<script');
    expect(out).toContain("script-src 'none'");
    expect(out).toContain('User &lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('CSV holds no formula, and a row for each role of each identity', async () => {
    write('k8s.yaml', [...SHOP, ...HOSTILE]);
    const rows = (await run('k8s.yaml -o csv --no-defaults')).out.split('\r\n');
    expect(rows.some((row) => row.includes(`"'=HYPERLINK(""x"")"`))).toBe(true);
    expect(rows.filter((row) => row.startsWith(',ServiceAccount,shop/api,'))).toHaveLength(3);
    expect(new Set(rows.slice(1, -1).map((row) => row.split(',')[0]))).toEqual(new Set(['']));
  });

  test('a name with line ends does not leave its comment', async () => {
    write('k8s.yaml', [object('ServiceAccount', { name: 'x' }), ...HOSTILE]);
    writeFileSync(
      join(cwd, 'd.yaml'),
      `decisions:\n  - {identity: "User a\\n---\\nb", binding: RoleBinding shop/hostile, decision: revoke, reviewer: a, reason: r}\n`,
    );
    const { out } = await run('k8s.yaml --decisions d.yaml -o manifests');
    expect(out.split('\n').filter((line) => line === '---')).toHaveLength(1);
  });

  test.for(['2026-02-31', '26-1-1', 'today'])('%s is no day', async (day) => {
    write('k8s.yaml', SHOP);
    expect((await run(`k8s.yaml --at ${day}`)).exit).toBe(2);
  });

  test('the same input gives the same bytes', async () => {
    write('k8s.yaml', SHOP);
    const outs = [await run('k8s.yaml -o json --at 2026-11-25'), await run('k8s.yaml -o json --at 2026-11-25')].map(
      ({ out }) => out,
    );
    expect(outs[0]).toBe(outs[1]);
  });
});

describe('changes', () => {
  const READERS = 'RoleBinding shop/readers';
  const SHOP_ROOT = [
    ...SHOP,
    object('ClusterRole', { name: 'ops' }, { rules: [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['get'] }] }),
    object('ClusterRole', { name: 'pods' }, { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }),
    object(
      'ClusterRoleBinding',
      { name: 'ops', resourceVersion: '7' },
      { roleRef: { kind: 'ClusterRole', name: 'ops' }, subjects: [group('ops'), user('jane')] },
    ),
  ];
  const change = (identity: string, by: string, to: string): string =>
    decision(identity, by, 'change', `reviewer: ann, reason: less will do, to: ${to}`);
  const decide = async (text: string, output: string): Promise<Ran> => {
    write('k8s.yaml', SHOP_ROOT);
    writeFileSync(join(cwd, 'review.yaml'), `decisions:\n${text}`);
    return run(`k8s.yaml --no-defaults --decisions review.yaml -o ${output}`);
  };

  test('to namespaces, to another role and to rules become bindings of their own, and what comes of it is told', async () => {
    const { out } = await decide(
      change('Group ops', 'ClusterRoleBinding ops', '{role: ClusterRole pods, namespaces: [web, shop]}') +
        change('User jane', READERS, '{rules: [{verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [web]}]}'),
      'manifests',
    );
    const [comments = '', ...documents] = out.split('---\n');
    expect(comments).toBe(`# what changes:
#   Group ops can no longer get pods, secrets, in the whole cluster
#   User jane can no longer list pods, in namespace shop
#   Group ops can still get pods, in namespace shop
#   Group ops can still get pods, in namespace web
#   User jane can still get pods "web", in namespace shop
`);
    const about = (each: string): string =>
      /kind: (\w+)\nmetadata:\n((?: {2}.*\n)+)/.exec(each)?.slice(1).join(' ').replaceAll(/\s+/g, ' ').trim() ?? '';
    expect(documents.map(about)).toEqual([
      'Role name: readers-reviewed namespace: shop',
      'RoleBinding name: ops-reviewed namespace: shop',
      'RoleBinding name: ops-reviewed namespace: web',
      'RoleBinding name: readers-reviewed namespace: shop',
      'ClusterRoleBinding name: ops',
      'RoleBinding namespace: shop name: readers',
    ]);
    expect(documents[1]).toContain('kind: ClusterRole\n  name: pods\nsubjects:\n  - kind: Group\n    name: ops\n');
    expect(documents[4]).toBe(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: ops\nroleRef:\n  kind: ClusterRole\n  name: ops\nsubjects:\n  - kind: User\n    name: jane\n',
    );
  });

  test.for([
    [change('User jane', READERS, '{role: Role secret-reader}'), 'it would give more than there is: get secrets'],
    [change('User jane', READERS, '{role: ClusterRole nowhere}'), 'there is no ClusterRole nowhere to be seen'],
    [change('User jane', READERS, '{namespaces: [web]}'), 'it holds in namespace shop alone, and would hold in web too'],
    [change('User jane', READERS, '{namespaces: [shop]}'), 'it would leave everything as it is'],
    [
      change('User joe', 'RoleBinding shop/lost', '{role: Role reader}'),
      'what Role shop/not-here grants is not known, and so not whether this is less',
    ],
    [change('Group ops', 'ClusterRoleBinding ops', '{role: Role reader}'), 'a Role is bound in a namespace: say in which'],
    [change('Group ops', 'ClusterRoleBinding ops', '{namespaces: [shop]}'), undefined],
  ])('%s does not count: %s', async ([text = '', problem]) => {
    const { out } = await decide(text, 'json');
    expect((JSON.parse(out) as Review).decisions?.entries.map((entry) => entry.problem)).toEqual([problem]);
  });

  test.for([
    ['{}', 'a change says in "to" what it makes of it'],
    ['{role: view}', 'role is "view"'],
    ['{role: Role reader, rules: []}', 'a change is to a role or to rules, not to both'],
    ['{namespaces: []}', 'a change to no namespace is a revoke'],
    ['[]', 'must be a map'],
  ])('to %s is bad use', async ([to = '', message]) => {
    const { err, exit } = await decide(change('User jane', READERS, to), 'text');
    expect(err).toContain(message);
    expect(exit).toBe(2);
  });

  test('a keep takes no "to", and a change without one is told as work by hand', async () => {
    const { err } = await decide(
      decision('User jane', READERS, 'keep', 'reviewer: a, reason: r, to: {namespaces: [shop]}'),
      'text',
    );
    expect(err).toContain('"to" is for a change');
    const { out } = await decide(decision('User jane', READERS, 'change'), 'manifests');
    expect(out).toContain('#   User jane, RoleBinding shop/readers: it is so\n');
  });
});
