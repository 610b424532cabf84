import { mockServices } from '@backstage/backend-test-utils';
import express, { type ErrorRequestHandler } from 'express';
import { request as ask, type Server } from 'node:http';
import request from 'supertest';
import { createResponder, type Call } from '.';

const refused: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(418).json({ message: String(error.message) });
};

describe('createResponder', () => {
  let server: Server;
  let work: (call: Call) => Promise<unknown>;

  beforeAll(async () => {
    const respond = createResponder(mockServices.httpAuth());
    const app = express();
    app.get('/', (req, res, next) =>
      respond({ req, res, next }, call => work(call)),
    );
    app.use(refused);
    await new Promise<void>(listening => {
      server = app.listen(0, '127.0.0.1', listening);
    });
  });

  afterAll(() => new Promise(closed => server.close(closed)));

  it('answers with what comes of the work for the one who asks', async () => {
    work = async ({ credentials }) => ({ principal: credentials.principal });

    const { status, body } = await request(server).get('/');

    expect(status).toBe(200);
    expect(body).toEqual({
      principal: { type: 'user', userEntityRef: 'user:default/mock' },
    });
  });

  it('leaves failures to the error handler', async () => {
    work = async () => {
      throw new Error('The store is away');
    };

    const { status, body } = await request(server).get('/');

    expect([status, body]).toEqual([418, { message: 'The store is away' }]);
  });

  it('lets work end when the one who asked hangs up', async () => {
    const asked = ask({ ...address(server), path: '/' });
    asked.on('error', () => {});
    const aborted = new Promise<void>((resolve, reject) => {
      work = async ({ signal }) => {
        signal.addEventListener('abort', () => resolve());
        asked.destroy();
        await new Promise(() => {});
      };
      asked.on('response', () => reject(new Error('It was answered')));
    });
    asked.end();

    await expect(aborted).resolves.toBeUndefined();
  });
});

function address(server: Server) {
  const bound = server.address();
  if (!bound || typeof bound === 'string') {
    throw new Error('The server has no port');
  }
  return { host: bound.address, port: bound.port };
}
