import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES_FOLDER } from '../examples/findRenderings';

/** What experiments may hit besides the services: it has a disk. */
const STORES = ['clickhouse'];

/** What the shop consists of. */
export function readServices(): string[] {
  return [...readdirSync(join(EXAMPLES_FOLDER, 'services')), ...STORES];
}
