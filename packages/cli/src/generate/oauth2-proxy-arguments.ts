import { isTeam, quote, type ProxyWish } from './oauth2-proxy-wish.ts';

interface Argument {
  readonly flag: string;
  readonly why?: string;
}

/** What a proxy is told at its start, with the reason of what is not obvious. */
export function proxyArguments(wish: ProxyWish): string {
  return [...ofProvider(wish), ...whoGetsIn(wish), ...ALWAYS, ...ofPlace(wish)]
    .map(({ flag, why }) => `${why === undefined ? '' : `            # ${why}\n`}            - ${quote(flag)}\n`)
    .join('');
}

const PKCE: Argument = {
  flag: '--code-challenge-method=S256',
  why: 'A code that is seen on its way is worth nothing to whoever saw it.',
};
/** It is on where nothing is said. */
const NONCE: Argument = {
  flag: '--insecure-oidc-skip-nonce=false',
  why: 'A token must be an answer to this login, and not to an older one.',
};

function ofProvider(wish: ProxyWish): readonly Argument[] {
  const { provider, issuer = '', clientId, groups } = wish;
  const client = { flag: `--client-id=${clientId}` };
  const openid = (name: string, scope: string, why?: string): readonly Argument[] => [
    { flag: `--provider=${name}` },
    { flag: `--oidc-issuer-url=${issuer}` },
    client,
    { flag: `--scope=${scope}`, ...(why === undefined ? {} : { why }) },
    PKCE,
    NONCE,
  ];
  switch (provider) {
    case 'google':
      return [{ flag: '--provider=google' }, client, PKCE];
    case 'github':
      return [{ flag: '--provider=github' }, client, ...enterprise(wish)];
    case 'gitlab':
      return [
        { flag: '--provider=gitlab' },
        { flag: `--oidc-issuer-url=${issuer === '' ? 'https://gitlab.com' : issuer}` },
        client,
        PKCE,
        NONCE,
      ];
    case 'keycloak':
      return openid(
        'keycloak-oidc',
        'openid email profile',
        'The client needs mappers for its own audience and for groups; these are paths: /developers.',
      );
    case 'entra':
      return openid(
        'entra-id',
        'openid email profile',
        'Let the application send groups; who is in very many needs User.Read here as well.',
      );
    case 'dex':
    case 'okta':
      return openid('oidc', groups.length > 0 ? 'openid email profile groups' : 'openid email profile');
  }
}

/** GitHub by its own addresses, where it is not github.com. */
function enterprise({ issuer }: ProxyWish): readonly Argument[] {
  if (issuer === undefined || issuer === 'https://github.com') return [];
  return [
    { flag: `--login-url=${issuer}/login/oauth/authorize` },
    { flag: `--redeem-url=${issuer}/login/oauth/access_token` },
    { flag: `--validate-url=${issuer}/api/v3` },
  ];
}

function whoGetsIn({ provider, groups, domains }: ProxyWish): readonly Argument[] {
  const byDomain: readonly Argument[] =
    domains.length > 0
      ? domains.map((domain) => ({ flag: `--email-domain=${domain}` }))
      : [{ flag: '--email-domain=*', why: 'Of any address: who gets in is said by what follows.' }];
  return [...byDomain, ...byGroup(provider, groups)];
}

function byGroup(provider: ProxyWish['provider'], groups: readonly string[]): readonly Argument[] {
  if (groups.length === 0) return [];
  if (provider === 'gitlab') return groups.map((group) => ({ flag: `--gitlab-group=${group}` }));
  if (provider !== 'github') return groups.map((group) => ({ flag: `--allowed-group=${oneValue(group)}` }));
  return [{ flag: isTeam(groups[0] ?? '') ? `--github-team=${groups.join(',')}` : `--github-org=${groups[0] ?? ''}` }];
}

/** The proxy splits lists at commas: the name of a group in a directory has some of its own. */
function oneValue(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const ALWAYS: readonly Argument[] = [
  { flag: '--client-secret-file=/etc/oauth2-proxy/client-secret' },
  { flag: '--cookie-secret-file=/etc/oauth2-proxy/cookie-secret', why: 'Read by v7.11.0 and later.' },
  { flag: '--cookie-name=__Host-oauth2_proxy', why: 'With this prefix, no other host of the domain can set it.' },
  { flag: '--cookie-secure=true' },
  { flag: '--cookie-httponly=true' },
  { flag: '--cookie-samesite=lax' },
  { flag: '--cookie-expire=8h', why: 'Who leaves a group is out after this time at the latest.' },
  { flag: '--session-cookie-minimal=true', why: 'The dashboard sees this cookie: no token of the provider is in it.' },
  { flag: '--reverse-proxy=false', why: 'Believes no X-Forwarded- header. True needs --trusted-proxy-ip beside it.' },
  {
    flag: '--pass-user-headers=true',
    why: "The dashboard may believe X-Forwarded-User, -Email, -Groups and -Preferred-Username; any other header is the browser's.",
  },
  { flag: '--pass-basic-auth=false', why: 'It is told who they are, and gets no token of theirs.' },
  { flag: '--pass-access-token=false' },
  { flag: '--pass-authorization-header=false' },
  { flag: '--skip-provider-button=true' },
];

function ofPlace({ host, upstream }: ProxyWish): readonly Argument[] {
  return [
    { flag: '--http-address=:4180' },
    { flag: `--redirect-url=https://${host}/oauth2/callback` },
    { flag: `--upstream=${upstream.url}` },
  ];
}
