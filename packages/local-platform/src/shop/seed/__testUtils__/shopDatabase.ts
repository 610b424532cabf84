import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { repositoryRoot } from '../../../__testUtils__/scratch';
import { PostgresServer } from '../../../postgres/PostgresServer';
import { ManagedProcess } from '../../../supervisor/ManagedProcess';

const services = ['core', 'inventory', 'payments', 'shipping', 'storefront'];

/** A real server with the tables of the shop's services, and nothing in them. */
export async function startShopDatabase(
  folder: string,
): Promise<{ url: string; client: Client; stop(): Promise<void> }> {
  const postgres = await PostgresServer.create({
    repositoryRoot,
    name: 'shop',
    dataFolder: folder,
    password: 'a password of tests',
  });
  const server = new ManagedProcess({
    spec: postgres,
    logFile: join(folder, 'postgres.log'),
    recordFile: join(folder, 'postgres.json'),
  });
  await server.start();
  await postgres.ensureDatabase();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await migrate(client);
  return {
    url: postgres.url,
    client,
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}

/** As each service makes them at its start: its own migrations, in its own schema. */
async function migrate(client: Client): Promise<void> {
  for (const service of services) {
    const folder = join(
      repositoryRoot,
      'examples/shop-platform/services',
      service,
      'migrations',
    );
    await client.query(`CREATE SCHEMA ${service}`);
    await client.query(`SET search_path TO ${service}`);
    for (const file of readdirSync(folder).sort()) {
      await client.query(readFileSync(join(folder, file), 'utf8'));
    }
  }
  await client.query('RESET search_path');
}
