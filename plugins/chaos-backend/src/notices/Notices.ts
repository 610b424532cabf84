import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type NotificationSendOptions,
  type NotificationService,
} from '@backstage/plugin-notifications-node';
import { type Run } from '../runs/types';
import { describeNotice } from './describeNotice';
import { type NoticeKind } from './kinds';

/** Tells people of runs that concern them. */
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

  /** Tells those who may approve a run that it waits. Nothing fails by it. */
  async requested(run: Run, approvers: string[]): Promise<void> {
    await this.#try(run, approvers, {
      title: `${run.startedBy} asks to start ${run.kind} ${run.name}`,
      description: `It would hit ${
        run.entities.join(', ') || run.namespace
      } in ${run.cluster}.`,
    });
  }

  /** Tells the person who asked for a run what was decided about it. Nothing fails by it. */
  async decided(run: Run, description: string): Promise<void> {
    await this.#try(run, run.startedBy ? [run.startedBy] : [], {
      title: `${run.kind} ${run.name} that you asked for`,
      description,
    });
  }

  /**
   * Tells those whom a run concerns what became of it. Whoever did it knows.
   *
   * @throws when they could not be told
   */
  async happened(run: Run, kind: NoticeKind, owners: string[]): Promise<void> {
    const notice = describeNotice(kind, run);
    const author = kind === 'halted' ? run.haltedBy : undefined;
    const people = [...owners, ...(run.startedBy ? [run.startedBy] : [])];
    if (notice) {
      await this.#send(
        run,
        people.filter(person => person !== author),
        // One for each kind: a verdict must not hide what did not recover.
        { ...notice, scope: `chaos:run:${run.id}:${kind}` },
        author,
      );
    }
  }

  async #try(
    run: Run,
    to: string[],
    payload: { title: string; description: string },
  ): Promise<void> {
    try {
      // One for each run: what comes later takes its place.
      await this.#send(run, to, { ...payload, scope: `chaos:run:${run.id}` });
    } catch (error) {
      this.#logger.warn(
        `Nobody was told of run ${run.id}: ${payload.title}`,
        toError(error),
      );
    }
  }

  async #send(
    run: Run,
    to: string[],
    payload: NotificationSendOptions['payload'],
    except?: string,
  ): Promise<void> {
    if (to.length === 0) {
      return;
    }
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: [...new Set(to)],
        // They may be a member of a group that is told, too.
        ...(except?.startsWith('user:') ? { excludeEntityRef: except } : {}),
      },
      payload: { ...payload, topic: 'chaos', link: `/chaos/runs/${run.id}` },
    });
  }
}
