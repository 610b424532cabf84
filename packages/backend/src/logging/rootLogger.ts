import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { z } from 'zod';
import { getConfigSchema } from '../config/configSchema';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What winston knows. */
const LEVELS = ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'];

const settingsSchema = z.object({
  level: z.string().optional(),
  meta: z.record(z.string(), scalar).optional(),
  overrides: z
    .array(
      z.object({
        matchers: z.record(z.string(), z.union([scalar, z.array(scalar)])),
        level: z.enum(LEVELS),
      }),
    )
    .default([]),
});

/** Backstage's logger, but for the schema, which the process shares. */
export const rootLogger = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  async factory({ config }) {
    const settings = readSettings(config);
    const logger = WinstonLogger.create({
      meta: { service: 'backstage', ...settings.meta },
      level: settings.level,
    });
    const secretsOf = await createConfigSecretEnumerator({
      logger,
      schema: await getConfigSchema(),
    });
    const follow = () => {
      logger.addRedactions(secretsOf(config));
      logger.setLevelOverrides(readSettings(config).overrides);
    };
    follow();
    config.subscribe?.(follow);
    return logger;
  },
});

function readSettings(config: Config) {
  const settings = settingsSchema.safeParse(
    config.getOptional('backend.logger') ?? {},
  );
  if (!settings.success) {
    throw new Error(
      `Invalid config at backend.logger: ${z.prettifyError(settings.error)}`,
    );
  }
  return settings.data;
}
