import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type NotificationSendOptions,
  type NotificationService,
} from '@backstage/plugin-notifications-node';
import { type Run } from '../runs/types';
import { type StandingRequest } from '../standing/StandingRequestStore';
import { describeNotice } from './describeNotice';
import { type NoticeKind } from './kinds';

/** Tells people of runs, Schedules and Workflows that concern them. */
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
    await this.#try(placeOfRun(run), approvers, {
      title: `${run.startedBy} asks to start ${run.kind} ${run.name}`,
      description: `It would hit ${
        run.entities.join(', ') || run.namespace
      } in ${run.cluster}.`,
    });
  }

  /** Tells the person who asked for a run what was decided about it. Nothing fails by it. */
  async decided(run: Run, description: string): Promise<void> {
    await this.#try(placeOfRun(run), run.startedBy ? [run.startedBy] : [], {
      title: `${run.kind} ${run.name} that you asked for`,
      description,
    });
  }

  /** Tells those who may approve a Schedule or a Workflow that it waits. Nothing fails by it. */
  async asked(request: StandingRequest, approvers: string[]): Promise<void> {
    const { askedBy, action, kind, name, entities } = request;
    await this.#try(placeOfRequest(request), approvers, {
      title: `${askedBy} asks to ${action} ${kind} ${name}`,
      description: `It would hit ${
        entities.join(', ') || request.namespace
      } in ${request.cluster}.`,
    });
  }

  /** Tells the person who asked for it what was decided. Nothing fails by it. */
  async answered(request: StandingRequest, description: string): Promise<void> {
    await this.#try(placeOfRequest(request), [request.askedBy], {
      title: `${request.kind} ${request.name} that you asked for`,
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
        placeOfRun(run).link,
        people.filter(person => person !== author),
        // One for each kind: a verdict must not hide what did not recover.
        { ...notice, scope: `chaos:run:${run.id}:${kind}` },
        author,
      );
    }
  }

  async #try(
    { scope, link }: Place,
    to: string[],
    payload: { title: string; description: string },
  ): Promise<void> {
    try {
      // One for each: what comes later takes its place.
      await this.#send(link, to, { ...payload, scope });
    } catch (error) {
      this.#logger.warn(
        `Nobody was told of ${scope}: ${payload.title}`,
        toError(error),
      );
    }
  }

  async #send(
    link: string,
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
      payload: { ...payload, topic: 'chaos', link },
    });
  }
}

/** What a notice is about: its scope, and its page in the portal. */
type Place = { scope: string; link: string };

function placeOfRun({ id }: Run): Place {
  return { scope: `chaos:run:${id}`, link: `/chaos/runs/${id}` };
}

function placeOfRequest({ id }: StandingRequest): Place {
  return { scope: `chaos:request:${id}`, link: `/chaos/requests/${id}` };
}
