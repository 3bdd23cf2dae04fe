import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports on 127.0.0.1 that are free now, all different: the kernel chooses. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a server without a port');
    return address.port;
  });
  for (const server of servers) server.close();
  return ports;
}
