import { loadConfig } from './config.ts';
import { telemetry } from './instrumentation.ts';
import { createLogger } from './logger.ts';
import { createService } from './service.ts';
import { serviceName } from './serviceInfo.ts';
import { stopOnSignal } from './shutdown.ts';

const config = loadConfig(process.env);
const logger = createLogger(config.logLevel);
const service = await createService({ config, logger });

stopOnSignal({ service, telemetry, logger, shutdown: config.shutdown });
const url = await service.start();
logger.info({ url }, `${serviceName} is up`);
