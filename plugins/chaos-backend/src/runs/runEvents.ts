import { type Knex } from 'knex';
import { isNoticeKind } from '../notices/kinds';
import { addNotice } from '../notices/Outbox';
import { type RunEvent } from './types';

const EVENTS = 'chaos_run_events';

type EventRow = {
  run: string;
  at: Date;
  type: RunEvent['type'];
  by: string | null;
  message: string | null;
};

/** What happened to a run, the first first. */
export async function eventsOf(knex: Knex, run: string): Promise<RunEvent[]> {
  const rows = await knex<EventRow>(EVENTS).where({ run }).orderBy('id');
  return rows.map(({ at, type, by, message }) => ({
    at: at.toISOString(),
    type,
    ...(by === null ? {} : { by }),
    ...(message === null ? {} : { message }),
  }));
}

/** Keeps what happened to a run, and that people have to be told of it where they have. */
export async function addEvent(
  knex: Knex,
  run: string,
  { at, type, by, message }: RunEvent,
): Promise<void> {
  await knex<EventRow>(EVENTS).insert({
    run,
    at: new Date(at),
    type,
    by: by ?? null,
    message: message ?? null,
  });
  if (isNoticeKind(type)) {
    await addNotice(knex, { run, kind: type, at: new Date(at) });
  }
}
