import { createBackendModule } from '@backstage/backend-plugin-api';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import { configSchemaExtensionPoint } from '@backstage/plugin-app-node';
import { JsonObject } from '@backstage/types';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** A file with the schema, which a build has left; without it, it is collected from the packages. */
export const SCHEMA_FILE_VARIABLE = 'CONFIG_SCHEMA_FILE';

const serializedSchema = z.looseObject({
  backstageConfigSchemaVersion: z.literal(1),
});

const loaded = new Map<string | undefined, Promise<ConfigSchema>>();

/**
 * The schema of the whole configuration, loaded once in a process. Backstage's
 * logger, which looks for secrets, and its app back end, which looks for what the
 * browser may see, would else compile one each, from the TypeScript of every
 * package: five seconds of a start.
 */
export function getConfigSchema(): Promise<ConfigSchema> {
  const file = process.env[SCHEMA_FILE_VARIABLE];
  const schema = loaded.get(file) ?? load(file);
  loaded.set(file, schema);
  return schema;
}

async function load(file: string | undefined): Promise<ConfigSchema> {
  if (!file) {
    return await loadConfigSchema({ dependencies: ['app', 'backend'] });
  }
  const serialized: JsonObject = JSON.parse(await readFile(file, 'utf8'));
  serializedSchema.parse(serialized);
  return await loadConfigSchema({ serialized });
}

/** Lets the app back end use the same schema. */
export const configSchemaModule = createBackendModule({
  pluginId: 'app',
  moduleId: 'config-schema',
  register(env) {
    env.registerInit({
      deps: { schema: configSchemaExtensionPoint },
      async init({ schema: extensionPoint }) {
        extensionPoint.setConfigSchema(await getConfigSchema());
      },
    });
  },
});
