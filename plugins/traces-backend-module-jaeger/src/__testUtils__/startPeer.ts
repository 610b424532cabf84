import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** An HTTP server of a test. */
export type Peer = { url: string; stop(): Promise<void> };

/** Starts a server on a free port of the loopback address. */
export async function startPeer(listener: RequestListener): Promise<Peer> {
  const server = createServer(listener);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
