import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from './oauth2/browser.ts';
import type { Flaw, Person } from './oauth2/issuer.ts';
import { Bench, generated, oauth2Proxy } from './oauth2/proxy.ts';

const proxy = oauth2Proxy();
if ('skipped' in proxy) console.log(`skipped: ${proxy.skipped}`);

interface Kind {
  readonly name: string;
  /** ORIGIN is where the provider is. */
  readonly words: string;
  /** A group that is let in. */
  readonly group: string;
  readonly signs: boolean;
}

const signs = true;
const KINDS: readonly Kind[] = [
  { name: 'dex', words: '--provider dex --issuer ORIGIN/dex --allowed-group operators', group: 'operators', signs },
  { name: 'okta', words: '--provider okta --issuer ORIGIN --allowed-group operators', group: 'operators', signs },
  {
    name: 'a group of a directory',
    words: '--provider dex --issuer ORIGIN --allowed-group cn=a,ou="b"',
    group: 'cn=a,ou="b"',
    signs,
  },
  {
    name: 'keycloak',
    words: '--provider keycloak --issuer ORIGIN/realms/shop --allowed-group /operators',
    group: '/operators',
    signs,
  },
  {
    name: 'entra',
    words: '--provider entra --issuer ORIGIN/11111111-2222-3333-4444-555555555555/v2.0 --allowed-group 1-2',
    group: '1-2',
    signs,
  },
  { name: 'gitlab', words: '--provider gitlab --issuer ORIGIN --allowed-group acme/platform', group: 'acme/platform', signs },
  { name: 'github', words: '--provider github --issuer ORIGIN --allowed-group acme', group: 'acme', signs: false },
  {
    name: 'teams of github',
    words: '--provider github --issuer ORIGIN --allowed-group acme:a --allowed-group other:b',
    group: 'other:b',
    signs: false,
  },
];
const DOMAIN = '--email-domain example.com --email-domain example.org';

const person = (groups: readonly string[], email = 'ann@example.com'): Person => ({ sub: 'ann', email, groups });
/** Groups that are almost the one that is let in. */
const strangers = (group: string): Person => person(['others', `${group}s`, group.slice(1), `x${group}`]);

/** What somebody may write into a request who wants to be taken for somebody else. */
const FORGED = {
  'x-forwarded-user': 'root',
  'x-forwarded-email': 'root@example.com',
  'x-forwarded-groups': 'admins',
  'x-forwarded-preferred-username': 'root',
  X_Forwarded_User: 'root',
  X_Forwarded_Email: 'root@example.com',
  X_FORWARDED_GROUPS: 'admins',
  'X-Forwarded_Preferred-Username': 'root',
};

describe.runIf('path' in proxy)('a real OAuth2 Proxy with what is generated', () => {
  let bench: Bench;
  const atBench = (words: string): string => words.replaceAll('ORIGIN', bench.issuer.origin);
  const start = async (words: string): Promise<Browser> => {
    const { args, cookieSecret } = await generated(atBench(words));
    return bench.proxy(args, cookieSecret);
  };

  beforeAll(async () => {
    bench = await Bench.start('path' in proxy ? proxy.path : '');
  });
  afterAll(() => bench.end());

  describe.for(KINDS)('$name', ({ words, group }) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await start(words);
    });

    test('nothing reaches the dashboard without a login', async () => {
      expect(await reachedOf(bench, browser)).toEqual([]);
    });

    test('who is in the group is let in, and named by the provider alone', async () => {
      const ann = browser.another();
      expect((await ann.logIn(bench.issuer, person(['others', group]))).status).toBe(302);
      await expectNamed(bench, ann);
    });

    test('who is not in the group is kept out', async () => {
      const eve = browser.another();
      expect((await eve.logIn(bench.issuer, strangers(group))).status).toBeGreaterThanOrEqual(403);
      expect(await reachedOf(bench, eve)).toEqual([]);
    });
  });

  const OF_TOKENS = KINDS.filter((kind) => kind.signs);
  describe.for(OF_TOKENS)('$name, with a token', ({ words, group }) => {
    test.for<Flaw>(['nonce', 'audience', 'issuer', 'key', 'expired'])('whose %s is wrong: it is no login', async (flaw) => {
      const eve = await start(words);
      expect((await eve.logIn(bench.issuer, person([group]), flaw)).status).toBeGreaterThanOrEqual(403);
      expect(await reachedOf(bench, eve)).toEqual([]);
    });
  });

  test.for(KINDS)('$name: group and domain must both be true', async ({ words, group }) => {
    const browser = await start(`${words} ${DOMAIN}`);
    for (const [who, status] of [
      [person([group]), 302],
      [person([group], 'ann@example.org'), 302],
      [person([group], 'ann@example.com.example.net'), 403],
      [person([group], 'ann@sub.example.com'), 403],
      [strangers(group), 403],
    ] as const) {
      const somebody = browser.another();
      expect([who, cut((await somebody.logIn(bench.issuer, who)).status)]).toEqual([who, status]);
      if (status === 403) expect(await reachedOf(bench, somebody)).toEqual([]);
    }
  });

  test.for(OF_TOKENS)('$name: an address that nobody has verified', async ({ words, group }) => {
    const browser = await start(`${words} ${DOMAIN}`);
    const eve = { ...person([group]), verified: false };
    expect((await browser.logIn(bench.issuer, eve)).status).toBeGreaterThanOrEqual(403);
    expect(await reachedOf(bench, browser)).toEqual([]);
  });

  test.for(['--provider google --email-domain example.com', '--provider github --allowed-group acme'])(
    '%s starts where the provider cannot be reached, and lets nothing by',
    async (words) => {
      const browser = await start(words);
      expect(await reachedOf(bench, browser)).toEqual([]);
    },
  );

  test('a login begins with PKCE, and its answer belongs to the browser that began it', async () => {
    const browser = await start(KINDS[0]?.words ?? '');
    const { headers } = await browser.get('/d/1?orgId=1');
    const asked = new URL(headers.location ?? '').searchParams;
    expect([asked.get('code_challenge_method'), asked.get('code_challenge')?.length, asked.get('response_type')]).toEqual([
      'S256',
      43,
      'code',
    ]);
    const back = bench.issuer.login(headers.location ?? '', person(['operators']));
    expect((await browser.another().get(back)).status).toBe(403);
    const { status, headers: after } = await browser.get(back);
    expect([status, after.location]).toEqual([302, '/d/1?orgId=1']);
    expect((await browser.another().get(back)).status).toBe(403);
  });

  test('cookies are of this host alone, out of reach of scripts, and only over TLS', async () => {
    const browser = await start(KINDS[0]?.words ?? '');
    await browser.logIn(bench.issuer, person(['operators']));
    expect(browser.setCookies.map((line) => line.split('=')[0])).toEqual(['__Host-oauth2_proxy_csrf', '__Host-oauth2_proxy']);
    for (const line of browser.setCookies) {
      expect(line).toMatch(/; Path=\/(?:;|$)/);
      expect(line).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
      expect(line).not.toMatch(/Domain=/i);
    }
    expect(browser.setCookies[1]).toContain('Max-Age=28800');
  });

  /** Whoever reads the dashboard's log has it, and with the secret what is in it. */
  test('the cookie that the dashboard sees has no token in it', async () => {
    const { args, cookieSecret } = await generated(atBench(KINDS[3]?.words ?? ''));
    const long = await bench.proxy(
      args.filter((flag) => !flag.startsWith('--session-cookie-minimal')),
      cookieSecret,
    );
    const short = await bench.proxy(args, cookieSecret);
    const lengths: number[] = [];
    for (const browser of [long, short]) {
      await browser.logIn(bench.issuer, person(['/operators']));
      expect((await browser.get('/d/1')).status).toBe(200);
      lengths.push(bench.upstream.requests.at(-1)?.headers.get('cookie')?.length ?? 0);
    }
    expect(lengths[0]).toBeGreaterThan(1000);
    expect(lengths[1]).toBeLessThan(500);
  });

  test('headers that the proxy does not write are those of the browser, as we say', async () => {
    const browser = await start(KINDS[0]?.words ?? '');
    await browser.logIn(bench.issuer, person(['operators']));
    const own = { 'x-webauth-user': 'root', 'remote-user': 'root', authorization: 'Bearer own' };
    await browser.get('/d/1', { headers: own });
    const { headers } = bench.upstream.requests.at(-1) ?? { headers: new Map<string, string>() };
    expect(Object.keys(own).map((name) => headers.get(name))).toEqual(Object.values(own));
  });

  test('after logging out, nobody is let in', async () => {
    const browser = await start(KINDS[0]?.words ?? '');
    await browser.logIn(bench.issuer, person(['operators']));
    expect((await browser.get('/d/1')).status).toBe(200);
    await browser.get('/oauth2/sign_out');
    expect((await browser.get('/d/1')).status).toBe(302);
  });

  test('after a login, nobody is sent to another host', async () => {
    const browser = await start(KINDS[0]?.words ?? '');
    for (const path of ['https://evil.example.net/', '//evil.example.net', '/\\evil.example.net', 'https:evil.example.net']) {
      const { headers } = await browser.get(`/oauth2/start?rd=${encodeURIComponent(path)}`);
      const back = await browser.get(bench.issuer.login(headers.location ?? '', person(['operators'])));
      expect([path, back.headers.location]).toEqual([path, '/']);
    }
  });
});

/** Five hundred is an answer too: the provider's no is not always told from its failure. */
const cut = (status: number): number => (status >= 403 ? 403 : status);

const PATHS = [
  '/',
  '/metrics',
  '/api/health',
  '/ping/../d/1',
  '/oauth2/../d/1',
  '//d/1',
  '/%2e%2e/d/1',
  '/d;/1',
  '/ready/',
  '/robots.txt/',
];

/** What reaches the dashboard, whatever is asked and whoever it says that it is: nothing should. */
async function reachedOf(bench: Bench, browser: Browser): Promise<readonly string[]> {
  const before = bench.upstream.requests.length;
  const login = bench.issuer.sign({ iss: bench.issuer.origin, aud: 'grafana', sub: 'root', email: 'root@example.com' });
  const headers: readonly Record<string, string>[] = [
    FORGED,
    { authorization: `Bearer ${login}` },
    { authorization: `Basic ${Buffer.from('root:root').toString('base64')}` },
    { 'x-forwarded-uri': '/ping', 'x-original-url': '/ping', 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
    { cookie: '__Host-oauth2_proxy=e30|1700000000|AAAA' },
    {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    },
    { accept: 'application/json' },
  ];
  const answers = [
    ...(await Promise.all(PATHS.map((path) => browser.another().get(path)))),
    ...(await Promise.all(headers.map((each) => browser.another().get('/d/1', { headers: each })))),
    ...(await Promise.all(['POST', 'OPTIONS', 'HEAD', 'DELETE'].map((method) => browser.another().get('/d/1', { method })))),
    await browser.get('/d/1'),
  ];
  for (const { status } of answers) expect([301, 302, 307, 400, 401, 403, 404]).toContain(status);
  expect(answers.at(0)?.status).toBe(302);
  return bench.upstream.requests.slice(before).map(({ url }) => url);
}

/** The dashboard is told who it is by the proxy, and gets nothing that makes it them. */
async function expectNamed(bench: Bench, browser: Browser): Promise<void> {
  const { status, body } = await browser.get('/d/1?x=%2F', { headers: FORGED });
  expect([status, body]).toEqual([200, 'the dashboard']);
  const { url, headers } = bench.upstream.requests.at(-1) ?? { url: '', headers: new Map<string, string>() };
  expect(url).toBe('/d/1?x=%2F');
  expect(headers.get('x-forwarded-user')).toBe('ann');
  expect(headers.get('x-forwarded-email')).toBe('ann@example.com');
  expect(Array.from(headers).filter(([, value]) => /root|admins/.test(value))).toEqual([]);
  expect(headers.get('authorization')).toBeUndefined();
  expect(headers.get('x-forwarded-access-token')).toBeUndefined();
}
