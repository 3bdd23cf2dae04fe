import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { claimsOf, type Issuer, type Login, type Person } from './issuer.ts';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly form: URLSearchParams;
}

const DISCOVERY = '/.well-known/openid-configuration';

/** What the provider answers; what it does not know is 404, and what it refuses is 400. */
export function answers(issuer: Issuer): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => void respond(issuer, request, response);
}

async function respond(issuer: Issuer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const found = await answer(issuer, request);
    response.writeHead(found === undefined ? 404 : 'error' in found ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? {}));
  } catch {
    response.destroy();
  }
}

async function answer(issuer: Issuer, request: IncomingMessage): Promise<object | undefined> {
  const { pathname } = new URL(request.url ?? '/', issuer.origin);
  const asked = { path: pathname, headers: request.headers, form: new URLSearchParams(await text(request)) };
  if (pathname.endsWith(DISCOVERY)) return discovery(issuer, issuer.origin + pathname.slice(0, -DISCOVERY.length));
  if (pathname === '/keys') return issuer.jwks();
  if (pathname.endsWith('/token')) return tokens(issuer, asked, (login) => issuer.token(login));
  if (pathname === '/login/oauth/access_token') return tokens(issuer, asked, () => undefined);
  const person = issuer.people.get(/^(?:bearer|token) (.*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  return person === undefined ? undefined : aboutPerson(asked, person, new URL(request.url ?? '/', issuer.origin).searchParams);
}

function discovery(issuer: Issuer, base: string): object {
  return {
    // A provider that says it is another.
    issuer: base.endsWith('/liar') ? 'https://other.example.com' : base,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    userinfo_endpoint: `${base}/oauth/userinfo`,
    jwks_uri: `${issuer.origin}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}

function tokens(issuer: Issuer, asked: Asked, idToken: (login: Login) => string | undefined): object {
  const code = asked.form.get('code') ?? '';
  const login = issuer.logins.get(code);
  // A code is good once.
  issuer.logins.delete(code);
  if (login === undefined) return { error: 'invalid_grant' };
  const refusal = issuer.refuses(asked, login);
  if (refusal !== undefined) return { error: refusal };
  const accessToken = issuer.sign({ sub: login.person.sub, jti: randomUUID() });
  issuer.people.set(accessToken, login.person);
  return { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, id_token: idToken(login) };
}

/** What GitHub and GitLab tell of whose token it is. */
function aboutPerson({ path }: Asked, person: Person, query: URLSearchParams): object | undefined {
  const first = (query.get('page') ?? '1') === '1';
  const teams = person.groups.flatMap((group) => {
    const [organisation = '', team] = group.split(':');
    return team === undefined ? [] : [{ name: team, slug: team, organization: { login: organisation, name: organisation } }];
  });
  switch (path) {
    case '/oauth/userinfo':
      return claimsOf(person);
    case '/api/v3':
      return { current_user_url: '/api/v3/user' };
    case '/api/v3/user':
      return { login: person.sub, email: person.email };
    case '/api/v3/user/emails':
      return [{ email: person.email, primary: true, verified: person.verified ?? true }];
    case '/api/v3/user/orgs':
      return first ? person.groups.map((group) => ({ login: group.split(':')[0] })) : [];
    case '/api/v3/user/teams':
      return first ? teams : [];
    default:
      return undefined;
  }
}
