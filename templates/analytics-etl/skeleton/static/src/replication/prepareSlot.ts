import { Socket } from 'node:net';
import { Client, DatabaseError } from 'pg';
import { z } from 'zod';
import { serviceName } from '../serviceInfo.ts';
import { literal } from '../source/position.ts';

export interface PrepareSlotOptions {
  url: string;
  connectTimeoutMs: number;
  /** Names the slot, and the publication as well. */
  slot: string;
  /** The tables whose changes it sends. */
  relations: readonly string[];
  signal: AbortSignal;
}

/** Changes cannot be followed until somebody has done something about it. */
export class NotPrepared extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotPrepared';
  }
}

/** Finds the publication and the slot, or makes them where the role may. */
export async function prepareSlot(options: PrepareSlotOptions): Promise<void> {
  await withClient(options, async client => {
    await checkLevel(client);
    await preparePublication(client, options);
    await findOrMakeSlot(client, options);
  });
}

/** Size of the log that the server keeps for a slot; undefined without one. */
export async function readSlotLag(
  options: Omit<PrepareSlotOptions, 'relations'>,
): Promise<number | undefined> {
  return await withClient(options, async client => {
    const [row] = await ask(
      client,
      `SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), restart_lsn) AS "lagBytes"
       FROM pg_replication_slots WHERE slot_name = ${literal(options.slot)}`,
      z.object({ lagBytes: z.coerce.number() }),
    );
    return row?.lagBytes;
  });
}

async function withClient<T>(
  options: Omit<PrepareSlotOptions, 'relations'>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const socket = new Socket();
  const client = new Client({
    stream: () => socket,
    connectionString: options.url,
    connectionTimeoutMillis: options.connectTimeoutMs,
    application_name: serviceName,
    keepAlive: true,
  });
  client.on('error', () => {});
  // A server that waits for other transactions does not hear that we go.
  const stop = () => void socket.destroy();
  try {
    await client.connect();
    options.signal.throwIfAborted();
    options.signal.addEventListener('abort', stop);
    return await work(client);
  } finally {
    options.signal.removeEventListener('abort', stop);
    if (!socket.destroyed) {
      await client.end().catch(() => {});
    }
    socket.destroy();
  }
}

async function ask<T>(client: Client, text: string, row: z.ZodType<T>) {
  const { rows } = await client.query<Record<string, unknown>>(text);
  return z.array(row).parse(rows);
}

async function checkLevel(client: Client): Promise<void> {
  const [row] = await ask(
    client,
    'SHOW wal_level',
    z.object({ wal_level: z.string() }),
  );
  if (row?.wal_level !== 'logical') {
    throw new NotPrepared(
      `PostgreSQL's wal_level is ${row?.wal_level}: set it to logical (ALTER SYSTEM SET wal_level = 'logical') and restart the server`,
    );
  }
}

const relationSchema = z.object({
  relation: z.string(),
  identified: z.boolean(),
});

async function preparePublication(
  client: Client,
  { slot, relations }: PrepareSlotOptions,
): Promise<void> {
  const published = await ask(
    client,
    `SELECT schemaname || '.' || tablename AS relation FROM pg_publication_tables WHERE pubname = ${literal(
      slot,
    )}`,
    z.object({ relation: z.string() }),
  );
  const missing = relations.filter(
    name => !published.some(({ relation }) => relation === name),
  );
  if (missing.length === 0) {
    return;
  }
  await checkIdentities(client, missing);
  const [exists] = await ask(
    client,
    `SELECT pubname FROM pg_publication WHERE pubname = ${literal(slot)}`,
    z.unknown(),
  );
  const statement = exists
    ? `ALTER PUBLICATION "${slot}" ADD TABLE ${missing.join(', ')}`
    : `CREATE PUBLICATION "${slot}" FOR TABLE ${missing.join(
        ', ',
      )} WITH (publish_via_partition_root = true)`;
  try {
    await client.query(statement);
  } catch (error) {
    if (codeOf(error) === '42501') {
      throw new NotPrepared(
        `The role may not publish the tables (${messageOf(
          error,
        )}): let their owner run ${statement}`,
        { cause: error },
      );
    }
    throw error;
  }
}

/**
 * A published table whose rows cannot be told apart takes no update and no
 * deletion any more, of nobody.
 */
async function checkIdentities(
  client: Client,
  relations: readonly string[],
): Promise<void> {
  const found = await ask(
    client,
    `SELECT c.oid::regclass::text AS relation,
       relreplident = 'f' OR EXISTS (
         SELECT FROM pg_index i WHERE i.indrelid = c.oid
           AND CASE relreplident WHEN 'd' THEN indisprimary WHEN 'i' THEN indisreplident ELSE false END
       ) AS identified
     FROM pg_class c WHERE c.oid = ANY (ARRAY[${relations
       .map(literal)
       .join(', ')}]::regclass[])`,
    relationSchema,
  );
  const without = found.filter(({ identified }) => !identified);
  if (without.length > 0) {
    const names = without.map(({ relation }) => relation).join(', ');
    throw new NotPrepared(
      `Published without a primary key or replica identity, ${names} would take no updates: give each one`,
    );
  }
}

const slotSchema = z.object({
  plugin: z.string(),
  isOurs: z.boolean(),
  isLost: z.boolean(),
});

async function findOrMakeSlot(
  client: Client,
  { slot }: PrepareSlotOptions,
): Promise<void> {
  const [found] = await ask(
    client,
    `SELECT plugin, database = current_database() AS "isOurs",
       coalesce(wal_status = 'lost', false) AS "isLost"
     FROM pg_replication_slots WHERE slot_name = ${literal(slot)}`,
    slotSchema,
  );
  if (found && !found.isLost) {
    if (!found.isOurs || found.plugin !== 'pgoutput') {
      throw new NotPrepared(
        `The slot ${slot} is another's (plugin ${found.plugin}, or another database): drop it, or name another in ETL_SLOT`,
      );
    }
    return;
  }
  try {
    if (found) {
      await client.query(`SELECT pg_drop_replication_slot(${literal(slot)})`);
    }
    // Waits for the transactions that run now: what they write would be in it by half.
    await client.query(
      `SELECT pg_create_logical_replication_slot(${literal(slot)}, 'pgoutput')`,
    );
  } catch (error) {
    throw new NotPrepared(helpWithSlot(error), { cause: error });
  }
}

function helpWithSlot(error: unknown): string {
  const message = messageOf(error);
  switch (codeOf(error)) {
    case '42501':
      return `The role may not replicate (${message}): give it the right, ALTER ROLE … REPLICATION`;
    case '53400':
      return `There is no free slot (${message}): drop one that nobody reads, or raise max_replication_slots`;
    default:
      return `The slot could not be made: ${message}`;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
