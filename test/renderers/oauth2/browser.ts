import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Flaw, Issuer, Person } from './issuer.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** One request to a port on 127.0.0.1, with the path and the headers exactly as they are given. */
export async function send(port: number, path: string, { method = 'GET', headers = {} }: Sent = {}): Promise<Answer> {
  const host = { host: 'grafana.example.com', ...headers };
  const sent = request({ host: '127.0.0.1', port, path, method, headers: host, agent: false, timeout: 30_000 });
  sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
  const answered = once(sent, 'response');
  sent.end();
  const [response] = await answered;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** Somebody before a proxy, who keeps its cookies. */
export class Browser {
  readonly #port: number;
  readonly #cookies = new Map<string, string>();
  /** As they were set, with their attributes. */
  readonly setCookies: string[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  /** Another one, who has been nowhere yet. */
  another(): Browser {
    return new Browser(this.#port);
  }

  async get(path: string, sent: Sent = {}): Promise<Answer> {
    const cookie = Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie !== '' && { cookie }), ...sent.headers };
    const answer = await send(this.#port, path, { ...sent, headers });
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') {
      this.#cookies.delete(name);
      return;
    }
    this.#cookies.set(name, value);
    this.setCookies.push(line);
  }

  /** Goes to a page, is sent to the provider, logs in there and comes back. What the proxy says then. */
  async logIn(issuer: Issuer, person: Person, flaw?: Flaw): Promise<Answer> {
    const { headers, status } = await this.get('/');
    if (status !== 302) throw new Error(`nobody is sent to the login: ${status}`);
    return this.get(issuer.login(headers.location ?? '', person, flaw));
  }
}
