import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXAMPLES_FOLDER } from '../examples/findRenderings';

/** What experiments may hit besides the services: it has a disk. */
const STORES = ['clickhouse'];

const answersSchema = z.looseObject({
  services: z.array(z.string()).catch([]).default([]),
});

/** What the shop consists of, and the services that a form was told of. */
export function readServices(answers: unknown = {}): string[] {
  return [
    ...readdirSync(join(EXAMPLES_FOLDER, 'services')),
    ...STORES,
    ...answersSchema.parse(answers).services,
  ];
}
