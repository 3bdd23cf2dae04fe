import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';

/** How to reach an API server; plain data, so that it can be handed to another thread. */
export interface Connection {
  readonly url: string;
  /** The server's certificate authority, PEM. */
  readonly ca: string;
  readonly token: string;
}

/** What the server answered. `body` is JSON where the server sent JSON, else text. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The texts of its `Warning` headers, in order. */
  readonly warnings: readonly string[];
  /** Under which the audit log has the request. */
  readonly auditId: string;
}

export interface RequestOptions {
  /** Of the body; JSON where it is not said. */
  readonly contentType?: string;
  readonly accept?: string;
  /** Beside those that every request has. */
  readonly headers?: Headers;
}

/** A client that keeps its connections. */
export interface Api {
  /** Sends text as it is and any other value as JSON. Rejects only where there is no answer at all. */
  request(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  /** The same server, asked by another user; needs the right to impersonate, which an admin has. */
  as(user: string, groups?: readonly string[]): Api;
  close(): void;
}

const LIMIT_MS = 60_000;

/** `width`: how many connections at most. */
export function connect(connection: Connection, width: number): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: width, ca: connection.ca });
  return client(connection, agent, { authorization: `Bearer ${connection.token}` });
}

type Headers = Readonly<Record<string, string | readonly string[]>>;

function client({ url, ...rest }: Connection, agent: Agent, headers: Headers): Api {
  return {
    request: (method, path, body, options) => send(url + path, method, agent, requestHeaders(headers, body, options), body),
    as: (user, groups = []) =>
      client({ url, ...rest }, agent, {
        ...headers,
        'impersonate-user': user,
        ...(groups.length > 0 && { 'impersonate-group': groups }),
      }),
    close: () => agent.destroy(),
  };
}

function requestHeaders(headers: Headers, body: unknown, { contentType, accept, headers: more }: RequestOptions = {}): Headers {
  return {
    ...headers,
    ...more,
    accept: accept ?? 'application/json',
    ...(body !== undefined && { 'content-type': contentType ?? 'application/json' }),
  };
}

async function send(url: string, method: string, agent: Agent, headers: Headers, body: unknown): Promise<Answer> {
  const request = httpsRequest(url, { method, agent, headers: headers as Record<string, string | string[]>, timeout: LIMIT_MS });
  request.on('timeout', () => request.destroy(new Error(`${method} ${url}: no answer in ${LIMIT_MS} ms`)));
  request.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = response.headers['content-type']?.includes('json') === true;
  return {
    status: response.statusCode ?? 0,
    body: isJson ? parsed(text) : text,
    warnings: warningsOf(response),
    auditId: String(response.headers['audit-id'] ?? ''),
  };
}

/** `299 - "text"`, several of them joined by commas; quotes and backslashes in the text are escaped, and it is UTF-8. */
function warningsOf(response: IncomingMessage): readonly string[] {
  const header = Buffer.from(response.headers['warning'] ?? '', 'latin1').toString('utf8');
  return Array.from(header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g), ([, text]) => (text ?? '').replaceAll(/\\(.)/g, '$1'));
}

/** A watch answers with a document a line, or with none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
