import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controls } from '../../packages/controls/src/index.ts';
import { scan } from '../../packages/engine/src/index.ts';
import { load } from '../../packages/source/src/index.ts';
import { SETTING_NAMES } from '../../packages/controls/src/dashboard/oauth2-proxy.ts';
import type { Answer, Browser, Sent } from './oauth2/browser.ts';
import { CLIENT, type Flaw, type Person } from './oauth2/issuer.ts';
import { Bench, oauth2Proxy } from './oauth2/proxy.ts';

const proxy = oauth2Proxy();
if ('skipped' in proxy) console.log(`skipped: ${proxy.skipped}`);

const SECRET = 'a-cookie-secret-of-32-characters';
const ann: Person = { sub: 'ann', email: 'ann@example.com', groups: ['operators'] };

/** What our control says of a proxy with these flags. */
function messages(control: string, args: readonly string[]): readonly string[] {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'tools' },
    spec: { containers: [{ name: 'proxy', image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.6', args }] },
  };
  const { inventory } = load(['-'], { stdin: () => JSON.stringify(pod) });
  const chosen = controls.filter(({ id }) => id === `dashboard/${control}`);
  expect(chosen).toHaveLength(1);
  return scan(inventory, { controls: chosen }).findings.map(({ message }) => message);
}

describe.runIf('path' in proxy)('what our controls say of OAuth2 Proxies, asked of a real one', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start('path' in proxy ? proxy.path : '');
  });
  afterAll(() => bench.end());

  const reached = async (browser: Browser, path: string, sent?: Sent): Promise<boolean> => {
    const before = bench.upstream.requests.length;
    await browser.another().get(path, sent);
    return bench.upstream.requests.length > before;
  };
  const plain = (...more: readonly string[]): Promise<Browser> => bench.proxy([...bench.plain(), ...more], SECRET);
  /** One that believes our provider, and whoever comes from it. */
  const openid = (...more: readonly string[]): readonly string[] => [
    ...bench.plain().filter((flag) => !/^--(?:provider|github-org|email-domain)=/.test(flag)),
    '--provider=oidc',
    `--oidc-issuer-url=${bench.issuer.origin}`,
    '--scope=openid email profile',
    '--skip-provider-button=true',
    ...more,
  ];

  test.for([
    'short',
    'abcdef0123456789',
    'abcdef0123456789a',
    'abcdef0123456789abcdef01',
    SECRET,
    `${SECRET}!`,
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVow-_IzNDU=',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVow+/IzNDU=',
    'QUJDREVGR0hJSktMTU5PUA==',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldY',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYW',
    'äöüäöüäö',
    'äöüäöüäöü',
    'a,b,c,d,e,f,g,h,',
    'QUJD',
  ])('the secret "%s" is refused where we say so', (secret) => {
    const flag = `--cookie-secret=${secret}`;
    const said = messages('proxy-cookie-secret', [flag]).find((message) => message.includes('bytes long'));
    const refusal = bench.refusal([...bench.plain(), flag], SECRET);
    expect([said === undefined, refusal === undefined]).toEqual(said === undefined ? [true, true] : [false, false]);
    if (said !== undefined) expect(refusal).toContain(`but is ${/is (\d+) bytes/.exec(said)?.[1]} bytes`);
  });

  test('a secret whose file ends with a line break is refused: the command that we print takes it away', () => {
    const flags = [...bench.plain(), '--cookie-secret-file=/etc/oauth2-proxy/cookie-secret'];
    const secret = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=';
    expect(bench.refusal(flags, secret)).toBeUndefined();
    expect(bench.refusal(flags, `${secret}\n`)).toContain('is 45 bytes');
  });

  test.for<[without: RegExp, instead: string, says: string]>([
    [/^--email-domain=/, '', 'missing setting for email validation'],
    [/^--client-secret-file=/, '', 'client-secret'],
    [/^--client-id=/, '', 'client-id'],
    [/^--trusted/, '--trusted-ip=10.0.0.0/40', 'trusted_ips'],
    [/^--skip/, '--skip-auth-route=(', 'regex'],
    [/^--cookie-samesite/, '--cookie-samesite=any', 'cookie_samesite'],
    [/^--no/, '--no-such-flag=true', 'no-such-flag'],
  ])('refused: %s, and "%s"', ([without, instead, says]) => {
    const flags = bench.plain().filter((flag) => !without.test(flag));
    expect(bench.refusal(bench.plain(), SECRET)).toContain('cookie-secret');
    const secret = `--cookie-secret=${SECRET}`;
    expect(bench.refusal([...bench.plain(), secret], SECRET)).toBeUndefined();
    expect(bench.refusal([...flags, secret, ...(instead === '' ? [] : [instead])], SECRET)).toContain(says);
  });

  test('a provider that nobody knows', async () => {
    const flags = bench.plain().map((flag) => flag.replace('--provider=github', '--provider=nobody'));
    await expect(bench.proxy([...flags, `--cookie-secret=${SECRET}`], SECRET)).rejects.toThrow('nobody');
  });

  test('a provider that says it is another is not believed', async () => {
    const liar = openid('--email-domain=*', `--cookie-secret=${SECRET}`, `--oidc-issuer-url=${bench.issuer.origin}/liar`);
    await expect(bench.proxy(liar, SECRET)).rejects.toThrow(/issuer did not match|issuer URL provided to client/);
  });

  test.for(['.', '.*', '/', '^/', '^/.*', 'GET=^/.*', '^/$', 'GET=^/healthz$', 'POST=^/.*', '!=^/healthz$'])(
    'the route "%s" lets every path by where we say so',
    async (route) => {
      const flag = `--skip-auth-route=${route}`;
      const browser = await plain(flag, `--cookie-secret=${SECRET}`);
      const method = /^([A-Z]+)=/.exec(route)?.[1] ?? 'GET';
      const said = messages('proxy-skipped-login', [flag]).length > 0;
      expect([await reached(browser, '/d/1', { method }), await reached(browser, '/api/admin', { method })]).toEqual(
        // What we do not say lets by some paths: all but one is not all.
        said || route.startsWith('!') ? [true, true] : [false, false],
      );
    },
  );

  test.for([
    { flags: ['--reverse-proxy=false'], by: false },
    { flags: ['--reverse-proxy=true'], by: true },
    { flags: ['--reverse-proxy=true', '--trusted-proxy-ip=192.0.2.1'], by: false },
    { flags: ['--reverse-proxy=true', '--trusted-proxy-ip=0.0.0.0/0'], by: true },
  ])('$flags: a header that names a trusted address is believed: $by', async ({ flags, by }) => {
    const all = [...flags, '--trusted-ip=203.0.113.7'];
    const browser = await plain(...all, `--cookie-secret=${SECRET}`);
    const headers = { 'x-real-ip': '203.0.113.7', 'x-forwarded-for': '203.0.113.7' };
    expect(await reached(browser, '/d/1', { headers })).toBe(by);
    expect(await reached(browser, '/d/1')).toBe(false);
    expect(messages('proxy-believed-headers', all).length > 0).toBe(by);
  });

  test.for([
    { flags: ['--reverse-proxy=false'], by: false },
    { flags: ['--reverse-proxy=true'], by: true },
    { flags: ['--reverse-proxy=true', '--trusted-proxy-ip=192.0.2.1'], by: false },
  ])('$flags: a header that names an open path is believed: $by', async ({ flags, by }) => {
    const browser = await plain(...flags, '--skip-auth-route=^/healthz$', `--cookie-secret=${SECRET}`);
    expect(await reached(browser, '/admin', { headers: { 'x-forwarded-uri': '/healthz' } })).toBe(by);
  });

  test.for([[], ['--skip-jwt-bearer-tokens=true']])('%s: a token in place of a login', async (flags) => {
    const browser = await bench.proxy(openid('--email-domain=*', `--cookie-secret=${SECRET}`, ...flags), SECRET);
    const now = Math.floor(Date.now() / 1000);
    const token = (aud: string): string =>
      bench.issuer.sign({ iss: bench.issuer.origin, aud, sub: 'ann', email: ann.email, email_verified: true, exp: now + 600 });
    const bearer = (aud: string): Sent => ({ headers: { authorization: `Bearer ${token(aud)}` } });
    const said = messages('proxy-bearer-tokens', flags).length > 0;
    expect([await reached(browser, '/d/1', bearer(CLIENT.id)), await reached(browser, '/d/1', bearer('other'))]).toEqual([
      said,
      false,
    ]);
  });

  test.for<[flag: string, header: string]>([
    ['--pass-access-token=true', 'x-forwarded-access-token'],
    ['--pass-authorization-header=true', 'authorization'],
  ])('%s hands the dashboard a token', async ([flag, header]) => {
    const browser = await bench.proxy(openid('--email-domain=*', `--cookie-secret=${SECRET}`, flag), SECRET);
    await browser.logIn(bench.issuer, ann);
    await browser.get('/d/1', { headers: { [header]: 'forged' } });
    expect(bench.upstream.requests.at(-1)?.headers.get(header)).toMatch(/^(?:Bearer )?ey/);
    expect(messages('proxy-passed-tokens', [flag])).toHaveLength(1);
  });

  const logIn = async (...flags: readonly string[]): Promise<Answer> => {
    const browser = await bench.proxy(openid(`--cookie-secret=${SECRET}`, ...flags), SECRET);
    return browser.logIn(bench.issuer, ann);
  };

  test.for([
    '--provider=oidc --email-domain=*',
    '--provider=oidc --email-domain=example.net',
    '--provider=oidc --email-domain=* --email-domain=example.net',
    '--provider=oidc --email-domain=* --allowed-group=others',
    '--provider=oidc --email-domain=* --allowed-group=',
    // Files of addresses and of passwords let in more, and keep out nobody.
    '--provider=oidc --email-domain=* --authenticated-emails-file=/etc/oauth2-proxy/htpasswd',
    '--provider=oidc --authenticated-emails-file=/etc/oauth2-proxy/htpasswd',
    '--provider=oidc --email-domain=* --htpasswd-file=/etc/oauth2-proxy/htpasswd',
    // What is meant for another provider.
    '--provider=oidc --email-domain=* --github-org=acme',
    '--provider=oidc --email-domain=* --gitlab-group=acme',
    '--provider=oidc --email-domain=* --gitlab-project=acme/a',
    '--provider=oidc --email-domain=* --google-group=acme',
    '--provider=oidc --email-domain=* --allowed-role=admins',
    '--provider=oidc --email-domain=* --keycloak-group=acme',
    '--provider=oidc --email-domain=* --bitbucket-team=acme',
    '--provider=entra-id --email-domain=* --allowed-group=others',
    '--provider=entra-id --email-domain=* --allowed-role=others',
    '--provider=adfs --email-domain=* --allowed-group=others',
    '--provider=cidaas --email-domain=* --allowed-group=others',
    '--provider=keycloak-oidc --email-domain=* --allowed-group=others',
    '--provider=keycloak-oidc --email-domain=* --allowed-role=admins',
    '--provider=keycloak-oidc --email-domain=* --keycloak-group=others',
    '--provider=gitlab --email-domain=*',
    '--provider=gitlab --email-domain=* --gitlab-group=others',
    '--provider=gitlab --email-domain=* --gitlab-project=acme/a',
    '--provider=gitlab --email-domain=* --allowed-group=others',
    '--provider=keycloak --email-domain=* --keycloak-group=others',
    '--provider=keycloak --email-domain=* --allowed-group=others',
    '--provider=github --email-domain=*',
    '--provider=github --email-domain=* --allowed-group=others',
    '--provider=github --email-domain=* --github-org=others',
    '--provider=github --email-domain=* --github-team=others:a',
    '--provider=github --email-domain=* --github-repo=others/a',
    '--provider=github --email-domain=* --github-user=bob',
    '--provider=github --email-domain=* --authenticated-emails-file=/etc/oauth2-proxy/htpasswd',
  ])('%s lets in anybody where we say so', async (words) => {
    const flags = words.split(' ');
    const said = messages('proxy-any-account', flags).length > 0;
    const { origin } = bench.issuer;
    const github = [`--redeem-url=${origin}/login/oauth/access_token`, `--validate-url=${origin}/api/v3`];
    const others = [
      `--redeem-url=${origin}/token`,
      `--profile-url=${origin}/oauth/userinfo`,
      `--validate-url=${origin}/oauth/userinfo`,
    ];
    const places = [`--login-url=${origin}/authorize`, ...(words.includes('=github ') ? github : others)];
    expect((await logIn(...flags, ...places)).status < 400).toBe(said);
  });

  const unverified: Person = { ...ann, verified: false };
  test.for<[flag: string, flaw: Flaw | undefined, who: Person]>([
    ['--insecure-oidc-skip-nonce', 'nonce', ann],
    ['--insecure-oidc-skip-issuer-verification', 'issuer', ann],
    ['--insecure-oidc-allow-unverified-email', undefined, unverified],
  ])('%s takes what is refused without it', async ([flag, flaw, who]) => {
    for (const on of [true, false]) {
      const flags = [`${flag}=${on}`];
      const browser = await bench.proxy(openid('--email-domain=*', `--cookie-secret=${SECRET}`, ...flags), SECRET);
      const { status } = await browser.logIn(bench.issuer, who, flaw);
      expect([on, status < 400, messages('proxy-insecure', flags).length > 0]).toEqual([on, on, on]);
    }
  });

  test('without a word of it, the nonce is not checked: that is why we print it', async () => {
    const browser = await bench.proxy(openid('--email-domain=*', `--cookie-secret=${SECRET}`), SECRET);
    expect((await browser.logIn(bench.issuer, ann, 'nonce')).status).toBe(302);
  });

  test('flags stand over a file, and do not add to it', async () => {
    const config = (text: string): string => `--config=${bench.file('proxy.cfg', text)}`;
    const cases: readonly (readonly [args: readonly string[], open: boolean])[] = [
      [[config('email_domains = ["*"]')], true],
      [[config('email_domains = ["*"]'), '--email-domain=example.net'], false],
      [[config('email_domains = ["example.net"]'), '--email-domain=*'], true],
      [[config('email_domains = ["*"]\nallowed_groups = ["others"]')], false],
      [[config('email_domains = [ "*" ]\nallowed_groups = ["others"]'), '--allowed-group=operators'], true],
    ];
    for (const [args, open] of cases) expect([args, (await logIn(...args)).status < 400]).toEqual([args, open]);
  });

  test('each setting that we look at is a flag of the program', () => {
    const { stdout, stderr } = spawnSync('path' in proxy ? proxy.path : '', ['--help'], { encoding: 'utf8' });
    const flags = new Set(
      Array.from(`${stdout}${stderr}`.matchAll(/--([a-z0-9-]+)/g), ([, name = '']) =>
        name.replaceAll('-', '_').replace(/s$/, ''),
      ),
    );
    expect(SETTING_NAMES.filter((name) => !flags.has(name))).toEqual([]);
  });
});
