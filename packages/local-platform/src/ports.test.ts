import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { onFreePort } from './ports';

describe('onFreePort', () => {
  const servers: Server[] = [];

  afterEach(() => {
    servers.splice(0).forEach(server => server.close());
  });

  async function listen(port: number): Promise<number> {
    const server = createServer().listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    servers.push(server);
    const address = server.address();
    return typeof address === 'object' ? address?.port ?? 0 : 0;
  }

  it('takes another port where somebody was faster', async () => {
    const taken = await listen(0);
    const found = [taken, taken, 0];
    const started = await onFreePort(listen, async () => found.shift() ?? 0);
    expect(started).not.toBe(taken);
    expect(found).toEqual([]);
  });

  it('does not try for ever, and tells all other failures at once', async () => {
    const taken = await listen(0);
    const findPort = jest.fn(async () => taken);
    await expect(onFreePort(listen, findPort)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(findPort).toHaveBeenCalledTimes(10);

    findPort.mockClear();
    const fail = async () => {
      throw new Error('No disk');
    };
    await expect(onFreePort(fail, findPort)).rejects.toThrow('No disk');
    expect(findPort).toHaveBeenCalledTimes(1);
  });
});
