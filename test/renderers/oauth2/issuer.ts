import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { answers, type Asked } from './answers.ts';

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly verified?: boolean;
  readonly groups: readonly string[];
}

/** What is wrong with the token of a login. */
export type Flaw = 'nonce' | 'audience' | 'issuer' | 'key' | 'expired';

/** A login that has happened, and is not fetched yet. */
export interface Login {
  readonly person: Person;
  readonly flaw: Flaw | undefined;
  readonly base: string;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly redirect: string | null;
}

/** The client that this provider knows. */
export const CLIENT = {
  id: 'grafana',
  secret: 'not-a-secret-of-anybody',
  redirect: 'https://grafana.example.com/oauth2/callback',
};

/** An identity provider: discovery, keys, tokens, and what GitHub and GitLab have of their own. */
export class Issuer {
  readonly logins: Map<string, Login> = new Map();
  /** By access token. */
  readonly people: Map<string, Person> = new Map();
  readonly #keys = { own: newKey(), other: newKey() };
  readonly #server: Server;
  /** Its own certificate, in a file. */
  readonly certificate: string;

  private constructor(server: Server, certificate: string) {
    this.#server = server;
    this.certificate = certificate;
  }

  /** On 127.0.0.1, with a certificate of one day that is made in the folder. */
  static async start(folder: string): Promise<Issuer> {
    const [key, certificate] = [join(folder, 'issuer.key'), join(folder, 'issuer.crt')];
    const made = spawnSync(
      'openssl',
      'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=issuer -addext subjectAltName=IP:127.0.0.1 -keyout'
        .split(' ')
        .concat(key, '-out', certificate),
    );
    if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.error?.message ?? made.stderr.toString()}`);
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) });
    const issuer = new Issuer(server, certificate);
    server.on('request', answers(issuer));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Nobody's process is kept up by it.
    server.unref();
    return issuer;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the issuer does not listen');
    return `https://127.0.0.1:${address.port}`;
  }

  /** The person logs in where the proxy has sent them. Where their browser goes next. */
  login(location: string, person: Person, flaw?: Flaw): string {
    const url = new URL(location);
    if (url.origin !== this.origin) throw new Error(`the login is at ${url.origin}`);
    const asked = url.searchParams;
    if (asked.get('client_id') !== CLIENT.id || asked.get('redirect_uri') !== CLIENT.redirect) {
      throw new Error(`a login for another client: ${url.search}`);
    }
    const code = randomUUID();
    this.logins.set(code, {
      person,
      flaw,
      base: this.origin + url.pathname.replace(/\/authorize$/, ''),
      nonce: asked.get('nonce'),
      challenge: asked.get('code_challenge'),
      redirect: asked.get('redirect_uri'),
    });
    const back = new URL(CLIENT.redirect);
    return `${back.pathname}?${new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()}`;
  }

  /** Why the tokens of a login are not handed out; nothing where they are. */
  refuses({ form, headers }: Asked, login: Login): string | undefined {
    const basic = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}`;
    const known = headers.authorization === basic || form.get('client_secret') === CLIENT.secret;
    if (!known) return 'invalid_client';
    if (form.get('redirect_uri') !== login.redirect) return 'invalid_grant: redirect';
    if (login.challenge === null) return undefined;
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return verifier === login.challenge ? undefined : 'invalid_grant: verifier';
  }

  token({ base, person, nonce, flaw }: Login): string {
    const now = Math.floor(Date.now() / 1000);
    return this.sign(
      {
        ...claimsOf(person),
        iss: flaw === 'issuer' ? 'https://other.example.com' : base,
        aud: flaw === 'audience' ? 'other' : CLIENT.id,
        tid: '11111111-2222-3333-4444-555555555555',
        iat: now,
        exp: flaw === 'expired' ? now - 3600 : now + 3600,
        nonce: flaw === 'nonce' ? 'of-an-older-login' : nonce,
      },
      flaw === 'key' ? this.#keys.other : this.#keys.own,
    );
  }

  sign(claims: object, key: KeyObject = this.#keys.own): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', typ: 'JWT', kid: 'own' })}.${part(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }

  /** The public key, as the proxy fetches it. */
  jwks(): object {
    const { kty, n, e } = this.#keys.own.export({ format: 'jwk' });
    return { keys: [{ kty, n, e, kid: 'own', use: 'sig', alg: 'RS256' }] };
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

export function claimsOf({ sub, email, groups, verified = true }: Person): object {
  return { sub, email, email_verified: verified, groups, nickname: sub, preferred_username: sub };
}

function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
