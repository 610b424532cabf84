import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type Knex } from 'knex';
import { type Components } from '../components/Components';
import { type RunStore } from '../runs/RunStore';
import { type NoticeKind } from './kinds';
import { type Notices } from './Notices';

const NOTICES = 'chaos_notices';
const AT_ONCE = 50;
const FIRST_WAIT_MS = 15_000;
/** How long one is tried that cannot be told. */
const PATIENCE_MS = 60 * 60_000;

export type NoticeRow = {
  run: string;
  kind: NoticeKind;
  at: Date;
  due_at: Date;
  done_at: Date | null;
};

export type OutboxOptions = {
  knex: Knex;
  store: Pick<RunStore, 'get'>;
  notices: Pick<Notices, 'happened'>;
  readComponents(): Promise<Components>;
  logger: Pick<LoggerService, 'warn'>;
  now(): number;
};

/** Keeps in a transaction that people have to be told of a run, once for each kind. */
export async function addNotice(
  transaction: Knex,
  { run, kind, at }: Pick<NoticeRow, 'run' | 'kind' | 'at'>,
): Promise<void> {
  await transaction<NoticeRow>(NOTICES)
    .insert({ run, kind, at, due_at: at })
    .onConflict(['run', 'kind'])
    .ignore();
}

/**
 * Tells what was kept to be told. Of several replicas, the one that has locked
 * it tells it; one that stops in the middle leaves it to the next, which
 * replaces what may have been sent, as both have the same scope.
 */
export class Outbox {
  readonly #options: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  async empty(signal?: AbortSignal): Promise<void> {
    const { knex, readComponents, now } = this.#options;
    const due = await knex<NoticeRow>(NOTICES)
      .whereNull('done_at')
      .where('due_at', '<=', new Date(now()))
      .orderBy('due_at')
      .limit(AT_ONCE);
    if (due.length === 0) {
      return;
    }
    const components = await readComponents();
    for (const notice of due) {
      if (signal?.aborted) {
        return;
      }
      try {
        await this.#tell(notice, components);
      } catch (error) {
        await this.#tryLater(notice, toError(error));
      }
    }
  }

  async #tell(
    { run: id, kind }: NoticeRow,
    components: Components,
  ): Promise<void> {
    const { knex, store, notices, now } = this.#options;
    await knex.transaction(async transaction => {
      const isOurs = await transaction<NoticeRow>(NOTICES)
        .where({ run: id, kind })
        .whereNull('done_at')
        .forUpdate()
        .skipLocked()
        .first();
      if (!isOurs) {
        return;
      }
      const run = await store.get(id);
      await notices.happened(
        run,
        kind,
        run.entities.flatMap(ref => components.get(ref)?.owners ?? []),
      );
      await transaction<NoticeRow>(NOTICES)
        .where({ run: id, kind })
        .update({ done_at: new Date(now()) });
    });
  }

  /** Waits as long again as it has waited, and in the end gives up. */
  async #tryLater(notice: NoticeRow, error: Error): Promise<void> {
    const { knex, logger, now } = this.#options;
    const { run, kind, at } = notice;
    const time = now();
    const waited = time - at.getTime();
    const isLast = waited > PATIENCE_MS;
    logger.warn(
      `Nobody was told that run ${run} has the news '${kind}'; ${
        isLast ? 'nobody will be' : 'it is tried again'
      }`,
      error,
    );
    await knex<NoticeRow>(NOTICES)
      .where({ run, kind })
      .whereNull('done_at')
      .update(
        isLast
          ? { done_at: new Date(time) }
          : { due_at: new Date(time + Math.max(waited, FIRST_WAIT_MS)) },
      );
  }
}
