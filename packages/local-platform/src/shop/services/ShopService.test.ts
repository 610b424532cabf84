import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createScratch,
  eventually,
  repositoryRoot,
} from '../../__testUtils__/scratch';
import { findFreePort } from '../../ports';
import { ManagedProcess } from '../../supervisor/ManagedProcess';
import { ProcessState } from '../../supervisor/types';
import { ShopService } from './ShopService';

jest.setTimeout(30_000);

/** Says what it was given, and is ready from when it is told so until it is told otherwise. */
const SERVER = `
  let ready = false;
  require('node:http').createServer((request, response) => {
    if (request.url === '/get-ready') { ready = true; }
    if (request.url === '/get-busy') { ready = false; }
    response.statusCode = request.url === '/readyz' && !ready ? 503 : 200;
    response.end(JSON.stringify({ ...process.env, ready }));
  }).listen(Number(process.env.PORT), process.env.HOST);
`;

describe('ShopService', () => {
  let scratch: ReturnType<typeof createScratch>;
  let managed: ManagedProcess | undefined;
  let states: ProcessState[];

  beforeEach(() => {
    scratch = createScratch();
    states = [];
  });

  afterEach(async () => {
    await managed?.stop();
    managed = undefined;
    scratch.remove();
  });

  async function create(): Promise<ShopService> {
    const files = join(scratch.path, 'app');
    mkdirSync(files);
    writeFileSync(join(files, 'main.js'), SERVER);
    const service = new ShopService({
      repositoryRoot,
      service: 'core',
      image: {
        name: 'core',
        tag: 'content',
        digest: 'abcdef0123456789',
        created: '',
        command: ['node', 'main.js'],
        env: { NODE_ENV: 'production', PORT: '8080' },
      },
      files,
      deployment: {
        name: 'core',
        env: [
          { name: 'PORT', value: '8080' },
          {
            name: 'POD_NAME',
            valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
          },
          {
            name: 'OTEL_RESOURCE_ATTRIBUTES',
            value: 'k8s.pod.name=$(POD_NAME)',
          },
        ],
        memoryLimitMib: 256,
        startTimeoutMs: 20_000,
        stopTimeoutMs: 5_000,
        livenessPath: '/healthz',
        readinessPath: '/readyz',
      },
      port: await findFreePort(),
      surroundings: { secret: () => undefined, address: () => undefined },
      environment: { LIQPAY_URL: 'http://127.0.0.1:1' },
      resourceAttributes: 'cloud.region=europe-west1',
    });
    managed = new ManagedProcess({
      spec: service,
      logFile: join(scratch.path, 'core.log'),
      recordFile: join(scratch.path, 'core.process.json'),
      onEvent: ({ state }) => states.push(state),
    });
    return service;
  }

  const ask = async (service: ShopService, path: string) =>
    await (await fetch(`${service.url}${path}`)).json();

  it('runs the image as the manifest says, and is up when it is ready', async () => {
    process.env.SECRET_OF_THE_PLATFORM = 'hidden';
    const service = await create();
    const starting = managed?.start();
    await eventually(async () =>
      ask(service, '/get-ready').then(
        () => true,
        () => false,
      ),
    );
    await starting;
    delete process.env.SECRET_OF_THE_PLATFORM;

    const environment = await ask(service, '/env');
    const pod = environment.POD_NAME;
    expect(pod).toMatch(/^core-abcdef0123-[0-9a-f]{5}$/);
    expect(environment).toMatchObject({
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: new URL(service.url).port,
      HOSTNAME: pod,
      OTEL_RESOURCE_ATTRIBUTES: `k8s.pod.name=${pod},cloud.region=europe-west1`,
      LIQPAY_URL: 'http://127.0.0.1:1',
      NODE_OPTIONS: expect.stringContaining('--max-old-space-size=128'),
    });
    expect(environment).not.toHaveProperty('SECRET_OF_THE_PLATFORM');
  });

  it('is not ended for being busy, and has to get ready again when it was started anew', async () => {
    const service = await create();
    const starting = managed?.start();
    await eventually(async () =>
      ask(service, '/get-ready').then(
        () => true,
        () => false,
      ),
    );
    await starting;
    await ask(service, '/get-busy');
    await expect(service.checkHealth()).resolves.toBeUndefined();

    process.kill(managed?.pid ?? 0, 'SIGKILL');
    await eventually(() => states.includes('waiting'));
    await eventually(async () =>
      ask(service, '/env').then(
        ({ ready }) => ready === false,
        () => false,
      ),
    );
    await expect(service.checkHealth()).rejects.toThrow('it answers 503');
  });
});
