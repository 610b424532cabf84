import { type LoggerService } from '@backstage/backend-plugin-api';
import { type NotificationService } from '@backstage/plugin-notifications-node';
import {
  type Pipeline,
  type PipelineTable,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type PipelineConfig } from '../config';
import { type AlertStore } from './AlertStore';

/** Tells the owners of pipelines when one lags too much, and when it no longer does. */
export class LagAlerts {
  readonly #options: {
    pipelines: readonly PipelineConfig[];
    read(): Promise<Pipeline[]>;
    store: AlertStore;
    notifications: Pick<NotificationService, 'send'>;
    logger: Pick<LoggerService, 'warn'>;
  };

  constructor(options: {
    pipelines: readonly PipelineConfig[];
    /** How the pipelines are now. */
    read(): Promise<Pipeline[]>;
    store: AlertStore;
    notifications: Pick<NotificationService, 'send'>;
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#options = options;
  }

  /** Looks once. One that could not be told is told the next time. */
  async check(): Promise<void> {
    const { pipelines, read, store, logger } = this.#options;
    const [found, told] = await Promise.all([read(), store.told()]);
    for (const config of pipelines) {
      const pipeline = found.find(({ name }) => name === config.name);
      // Who does not report is neither late nor well.
      if (!pipeline || pipeline.tables.length === 0) {
        continue;
      }
      const late = pipeline.tables.filter(isLate);
      try {
        if (late.length > 0 && !told.has(config.name)) {
          await this.#tellLate(config, late);
          await store.add(config.name);
        } else if (late.length === 0 && told.has(config.name)) {
          await this.#tellWell(config);
          await store.remove(config.name);
        }
      } catch (error) {
        logger.warn(
          `Nobody was told how the pipeline '${config.name}' is; the next look tries again`,
          error instanceof Error ? error : undefined,
        );
      }
    }
  }

  async #tellLate(
    config: PipelineConfig,
    late: readonly PipelineTable[],
  ): Promise<void> {
    const tables = late.map(
      ({ table, lagSeconds = 0, error }) =>
        `${table} by ${inWords(lagSeconds)}${error ? ` (${error})` : ''}`,
    );
    await this.#send(config, {
      severity: 'high',
      title: `The pipeline ${config.name} is late`,
      description: `Its limit is ${inWords(
        config.lagLimitSeconds,
      )}, and it lags: ${tables.join(', ')}`,
    });
  }

  async #tellWell(config: PipelineConfig): Promise<void> {
    await this.#send(config, {
      severity: 'low',
      title: `The pipeline ${config.name} is on time again`,
      description: `All its tables lag less than ${inWords(
        config.lagLimitSeconds,
      )}`,
    });
  }

  async #send(
    { name, entityRef }: PipelineConfig,
    payload: { title: string; description: string; severity: 'high' | 'low' },
  ): Promise<void> {
    await this.#options.notifications.send({
      recipients: { type: 'entity', entityRef },
      payload: {
        ...payload,
        topic: 'pipeline-lag',
        // The same notification: should it be sent twice, it is there once.
        scope: `analytics:pipeline-lag:${name}`,
        link: '/analytics/pipelines',
      },
    });
  }
}

function isLate({ lagSeconds, lagLimitSeconds }: PipelineTable): boolean {
  return (
    lagSeconds !== undefined &&
    lagLimitSeconds !== undefined &&
    lagSeconds > lagLimitSeconds
  );
}

function inWords(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const;
  const unit = units.find(([, length]) => seconds >= 2 * length);
  return unit
    ? `${Math.round(seconds / unit[1])} ${unit[0]}`
    : `${Math.round(seconds)} s`;
}
