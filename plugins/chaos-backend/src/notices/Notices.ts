import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type NotificationService } from '@backstage/plugin-notifications-node';
import { type Run } from '../runs/types';

/** Tells people of runs that concern them. Nothing waits for it, or fails by it. */
export class Notices {
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: Pick<LoggerService, 'warn'>;

  constructor(options: {
    notifications: Pick<NotificationService, 'send'>;
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** Tells those who may approve a run that it waits. */
  async requested(run: Run, approvers: string[]): Promise<void> {
    await this.#send(run, [...new Set(approvers)], {
      title: `${run.startedBy} asks to start ${run.kind} ${run.name}`,
      description: `It would hit ${
        run.entities.join(', ') || run.namespace
      } in ${run.cluster}.`,
    });
  }

  /** Tells the person who asked for a run what was decided about it. */
  async decided(run: Run, description: string): Promise<void> {
    await this.#send(run, run.startedBy ? [run.startedBy] : [], {
      title: `${run.kind} ${run.name} that you asked for`,
      description,
    });
  }

  async #send(
    run: Run,
    to: string[],
    payload: { title: string; description: string },
  ): Promise<void> {
    if (to.length === 0) {
      return;
    }
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: to },
        payload: {
          ...payload,
          topic: 'chaos',
          // One for each run: what comes later takes its place.
          scope: `chaos:run:${run.id}`,
          link: `/chaos/runs/${run.id}`,
        },
      });
    } catch (error) {
      this.#logger.warn(
        `Nobody was told of run ${run.id}: ${payload.title}`,
        toError(error),
      );
    }
  }
}
