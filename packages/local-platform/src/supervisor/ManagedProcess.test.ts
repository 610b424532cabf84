import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../__testUtils__/scratch';
import { findFreePort } from '../ports';
import { ManagedProcess } from './ManagedProcess';
import { ProcessEvent, ProcessSpec } from './types';

/** A server that says `listening`, and ends as its first argument tells it to. */
const SERVER = `
  const [how, port] = process.argv.slice(1);
  if (how === 'crash') { console.error('cannot read the map'); process.exit(3); }
  if (how === 'deaf') { process.on('SIGTERM', () => undefined); }
  require('node:net').createServer(socket => socket.end()).listen(Number(port), '127.0.0.1', () => console.log('listening'));
`;

jest.setTimeout(20_000);

describe('ManagedProcess', () => {
  let folder: string;
  let events: ProcessEvent[];
  let port: number;
  let running: ManagedProcess | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'managed-process-'));
    events = [];
    port = await findFreePort();
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(folder, { recursive: true });
  });

  function manage(
    how: string,
    overrides: Partial<ProcessSpec> = {},
  ): ManagedProcess {
    running = new ManagedProcess({
      spec: {
        name: 'server',
        title: 'Server',
        startTimeoutMs: 5_000,
        stopSignal: 'SIGTERM',
        stopTimeoutMs: 500,
        launch: async () => ({
          command: process.execPath,
          args: ['-e', SERVER, how, String(port)],
          cwd: folder,
          env: {},
        }),
        checkHealth: () => connect(port),
        ...overrides,
      },
      logFile: join(folder, 'logs/server.log'),
      recordFile: join(folder, 'server.process.json'),
      onEvent: event => events.push(event),
    });
    return running;
  }

  it('starts a process until it serves, logs what it prints, and stops it', async () => {
    const server = manage('serve');
    await server.start();
    expect(server.state).toBe('healthy');
    expect(existsSync(join(folder, 'server.process.json'))).toBe(true);

    await server.stop();
    await expect(connect(port)).rejects.toThrow();
    expect(existsSync(join(folder, 'server.process.json'))).toBe(false);
    expect(readFileSync(join(folder, 'logs/server.log'), 'utf8')).toBe(
      'listening\n',
    );
  });

  it('starts a killed process again', async () => {
    const server = manage('serve');
    await server.start();
    const first = server.pid;
    process.kill(first!, 'SIGKILL');

    await eventually(
      () => events.filter(event => event.state === 'healthy').length === 2,
    );
    expect(server.pid).not.toBe(first);
    await connect(port);
    expect(events.map(event => event.state)).toEqual([
      'starting',
      'healthy',
      'waiting',
      'starting',
      'healthy',
    ]);
    expect(events[2].detail).toMatch(/^Server was ended by SIGKILL/);
  });

  it('says why a process does not start, in its own words or in ours', async () => {
    await expect(manage('crash').start()).rejects.toThrow(
      /^Server ended with code 3: cannot read the map. Its log: /,
    );

    const explained = manage('crash', {
      diagnose: tail => ({ message: `No map: ${tail.join()}`, fatal: true }),
    });
    await expect(explained.start()).rejects.toThrow(
      'No map: cannot read the map',
    );

    const missing = manage('serve', {
      launch: async () => ({
        command: join(folder, 'no-such-program'),
        args: [],
        cwd: folder,
        env: {},
      }),
    });
    await expect(missing.start()).rejects.toThrow(
      /^Server could not be started: spawn .*no-such-program ENOENT/,
    );
  });

  it('gives up on a process that does not serve in time, and leaves nothing of it', async () => {
    const server = manage('serve', {
      startTimeoutMs: 1_000,
      checkHealth: async () => {
        throw new Error('it is warming up');
      },
    });
    await expect(server.start()).rejects.toThrow(
      'Server did not answer within 1 s (it is warming up)',
    );
    await expect(connect(port)).rejects.toThrow();
  });

  it('does not try again what would end the same way', async () => {
    let damaged = false;
    const server = manage('serve', {
      diagnose: () =>
        damaged ? { message: 'The folder is damaged', fatal: true } : undefined,
      launch: async () => ({
        command: process.execPath,
        args: ['-e', SERVER, damaged ? 'crash' : 'serve', String(port)],
        cwd: folder,
        env: {},
      }),
    });
    await server.start();
    damaged = true;
    process.kill(server.pid!, 'SIGKILL');
    await eventually(() => server.state === 'failed');
    expect(events.at(-1)).toMatchObject({
      state: 'failed',
      detail: 'The folder is damaged',
    });
  });

  it('kills a process that does not end when asked', async () => {
    const server = manage('deaf');
    await server.start();
    await server.stop();
    await expect(connect(port)).rejects.toThrow();
  });

  it('goes on when its log cannot be written', async () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
    expect(() => manage('serve')).toThrow();
    rmSync(join(folder, 'logs'));

    const server = manage('serve');
    rmSync(join(folder, 'logs'), { recursive: true });
    await server.start();
    expect(server.state).toBe('healthy');
  });
});

async function connect(port: number): Promise<void> {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', error => reject(new Error(error.message)));
    });
  } finally {
    socket.destroy();
  }
}

// A listening socket of the test's own shows that findFreePort avoids taken ports.
it('findFreePort avoids a port in use', async () => {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  const taken =
    address !== null && typeof address === 'object' ? address.port : 0;
  expect(await findFreePort(taken)).not.toBe(taken);
  await new Promise(resolve => {
    server.close(resolve);
  });
});
