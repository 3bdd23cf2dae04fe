import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A dashboard that remembers what has reached it. */
export class Upstream {
  readonly requests: { readonly url: string; readonly headers: ReadonlyMap<string, string> }[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Upstream> {
    const server = createServer();
    const upstream = new Upstream(server);
    server.on('request', (request: IncomingMessage, response) => {
      upstream.requests.push({ url: request.url ?? '', headers: headersOf(request.rawHeaders) });
      response.end('the dashboard');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref();
    return upstream;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the dashboard does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** As they were sent: Node takes some together, and those with an underscore stay apart. */
function headersOf(raw: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? '';
    headers.set(name, [...(headers.has(name) ? [headers.get(name)] : []), raw[index + 1]].join(', '));
  }
  return headers;
}
