import { join } from 'node:path';
import { createScratch, repositoryRoot } from '../__testUtils__/scratch';
import { findFreePort } from '../ports';
import { ManagedProcess } from '../supervisor/ManagedProcess';
import { writeAppConfig } from './appConfig';
import { PortalServer } from './PortalServer';

jest.setTimeout(120_000);

describe('PortalServer', () => {
  const scratch = createScratch();
  afterAll(() => scratch.remove());

  it('ends with the cause when its database is down at the start', async () => {
    const configFile = join(scratch.path, 'app-config.yaml');
    const port = await findFreePort();
    await writeAppConfig(configFile, {
      port,
      postgresUrl: `postgres://portal:secret@127.0.0.1:${await findFreePort()}/portal`,
      clickhouseUrl: 'http://portal:secret@127.0.0.1:1',
      analyticsUrl: 'http://portal:secret@127.0.0.1:1/analytics',
      git: {
        host: '127.0.0.1:1',
        apiBaseUrl: 'http://127.0.0.1:1/api/v3',
        token: 'secret',
      },
      techdocsFolder: join(scratch.path, 'techdocs'),
      workFolder: scratch.path,
      clusters: [],
      shopPostgresUrl: 'postgres://127.0.0.1:1/shop',
      clusterTokens: { viewer: 'viewer', deployer: 'deployer' },
      etl: { url: 'http://127.0.0.1:1', token: 'secret' },
    });
    const managed = new ManagedProcess({
      spec: new PortalServer({
        repositoryRoot,
        port,
        configFiles: [configFile],
      }),
      logFile: join(scratch.path, 'portal.log'),
      recordFile: join(scratch.path, 'portal.process.json'),
    });
    await expect(managed.start()).rejects.toThrow(
      /^The portal cannot use its database \(.*ECONNREFUSED 127\.0\.0\.1:\d+\)/,
    );
    await managed.stop();
  });

  it('reads the cause of an end out of the log', () => {
    const portal = new PortalServer({
      repositoryRoot,
      port: 7007,
      configFiles: [],
    });
    expect(
      portal.diagnose([
        'listen EADDRINUSE: address already in use 127.0.0.1:7007',
      ]),
    ).toEqual({
      message:
        'Port 7007 is in use by another program. End it, or choose another port: npm start -- --port 7008',
      fatal: true,
    });
    expect(
      portal.diagnose([
        "Error: Invalid type in config for key 'app.title' in 'app-config.yaml'",
      ]),
    ).toMatchObject({
      message: expect.stringContaining(
        "Invalid type in config for key 'app.title'",
      ),
      fatal: true,
    });
    expect(portal.diagnose(['something new'])).toBeUndefined();
  });
});
