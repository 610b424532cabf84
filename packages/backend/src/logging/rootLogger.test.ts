import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootLogger } from './rootLogger';

const schemaOf = (properties: object) => ({
  backstageConfigSchemaVersion: 1,
  schemas: [{ path: 'test', value: { type: 'object', properties } }],
});

/** A logger, and what it prints. */
async function createLogger(data: Record<string, unknown>) {
  const lines: string[] = [];
  // Winston writes to the stream behind the console, which here may be Jest's own.
  jest
    .spyOn(Object(Reflect.get(console, '_stdout')), 'write')
    .mockImplementation(line => Boolean(lines.push(String(line))));
  const logger = await ServiceFactoryTester.from(rootLogger, {
    dependencies: [mockServices.rootConfig.factory({ data: data as never })],
  }).getSubject();
  return { logger, lines };
}

describe('the logger of the portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  const { CONFIG_SCHEMA_FILE: before } = process.env;
  let files = 0;

  function useSchema(content: object) {
    files += 1;
    const file = join(folder, `${files}.json`);
    writeFileSync(file, JSON.stringify(content));
    process.env.CONFIG_SCHEMA_FILE = file;
  }

  beforeEach(() =>
    useSchema(
      schemaOf({
        store: {
          type: 'object',
          properties: { password: { type: 'string', visibility: 'secret' } },
        },
      }),
    ),
  );
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) {
      delete process.env.CONFIG_SCHEMA_FILE;
    } else {
      process.env.CONFIG_SCHEMA_FILE = before;
    }
  });

  it('hides what the schema of the build calls a secret', async () => {
    const { logger, lines } = await createLogger({
      store: { password: 'opensesame', host: 'store.example' },
    });
    logger.info('store.example opens with opensesame');
    expect(lines.at(-1)).toContain('store.example opens with ***');
    expect(lines.join('')).not.toContain('opensesame');
  });

  it('hides what the packages call a secret when no build has left a schema', async () => {
    delete process.env.CONFIG_SCHEMA_FILE;
    const { logger, lines } = await createLogger({
      backend: { database: { connection: { password: 'opensesame' } } },
    });
    logger.info('it opens with opensesame');
    expect(lines.at(-1)).toContain('it opens with ***');
    // The schema is collected from all packages.
  }, 60_000);

  it('refuses a schema that is none', async () => {
    useSchema({});
    await expect(createLogger({})).rejects.toThrow(
      /backstageConfigSchemaVersion/,
    );
  });

  it('takes its level, its fields and exceptions from the configuration', async () => {
    const { logger, lines } = await createLogger({
      backend: {
        logger: {
          level: 'warn',
          meta: { team: 'platform' },
          overrides: [{ matchers: { plugin: 'traces' }, level: 'debug' }],
        },
      },
    });
    lines.length = 0;
    logger.info('unheard');
    logger.warn('heard');
    logger.child({ plugin: 'traces' }).debug('asked for');
    expect(lines).toEqual([
      expect.stringMatching(/heard.*team.*platform/),
      expect.stringContaining('asked for'),
    ]);
  });

  it('names the setting that it does not understand', async () => {
    await expect(
      createLogger({
        backend: {
          logger: { overrides: [{ matchers: { plugin: 'x' }, level: 'loud' }] },
        },
      }),
    ).rejects.toThrow(/backend\.logger[^]*overrides\[0\]\.level/);
  });
});
