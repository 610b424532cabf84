import { Socket } from 'node:net';
import { Client } from 'pg';
import { z } from 'zod';
import { serviceName } from '../serviceInfo.ts';
import { readBound, type Bound } from './bound.ts';
import { CopyOut } from './CopyOut.ts';
import { after, earliest, literal, type Position } from './position.ts';

export interface SourceOptions {
  url: string;
  connectTimeoutMs: number;
  statementTimeoutMs: number;
  /** How much younger than this nothing is read, whatever runs. */
  settleMs: number;
  /** The same, where other sessions' transactions cannot be seen. */
  blindLagMs: number;
}

/** The end of a page of changes. */
export interface PageEnd {
  last: Position;
  /** There is nothing after it. */
  isFinal: boolean;
}

const slotPositionSchema = z.object({
  now: z.coerce.number(),
  lsn: z.coerce.bigint(),
  lagBytes: z.coerce.number(),
});

export type SlotPosition = z.infer<typeof slotPositionSchema>;

const pageEndSchema = z.object({ updated_at: z.string(), id: z.uuid() });

/**
 * One connection to PostgreSQL that reads and holds the lock: when it breaks,
 * both end together, so two readers never overlap.
 */
export class SourceSession {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #options: SourceOptions;
  #isBroken = false;

  private constructor(client: Client, socket: Socket, options: SourceOptions) {
    this.#client = client;
    this.#socket = socket;
    this.#options = options;
    client.on('error', () => {
      this.#isBroken = true;
    });
  }

  static async open(options: SourceOptions): Promise<SourceSession> {
    const socket = new Socket();
    const client = new Client({
      stream: () => socket,
      connectionString: options.url,
      connectionTimeoutMillis: options.connectTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      application_name: serviceName,
      keepAlive: true,
    });
    const session = new SourceSession(client, socket, options);
    try {
      await client.connect();
      // Text that means the same on both sides.
      await client.query("SET TimeZone = 'UTC'");
      await client.query("SET DateStyle = 'ISO, YMD'");
      await client.query('SET default_transaction_read_only = on');
      // A batch is joined in memory.
      await client.query("SET work_mem = '64MB'");
      // Changes lie side by side, and no disk of today seeks.
      await client.query('SET random_page_cost = 1.1');
      // More of them read no faster here, and customers wait longer.
      await client.query('SET max_parallel_workers_per_gather = 1');
    } catch (error) {
      session.abandon();
      throw error;
    }
    return session;
  }

  /** Nothing more can be asked here. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /**
   * Ends the connection in the middle of whatever it does: a `COPY` that nobody
   * reads would keep it, and the lock, for ever.
   */
  abandon(): void {
    this.#isBroken = true;
    this.#socket.destroy();
  }

  async close(): Promise<void> {
    if (!this.#isBroken) {
      await this.#client.end().catch(() => {});
    }
    this.#socket.destroy();
  }

  /** Whether this process may work now; the server gives the lock back when the connection ends. */
  async tryLock(): Promise<boolean> {
    const [row] = await this.query(
      `SELECT pg_try_advisory_lock(hashtextextended(${literal(
        serviceName,
      )}, 0)) AS locked`,
      z.object({ locked: z.boolean() }),
    );
    return row?.locked === true;
  }

  /** The same after a connection was abandoned, of which the server may not know yet. */
  async lock(): Promise<void> {
    await this.#client.query("SET lock_timeout = '10s'");
    await this.#client.query(
      `SELECT pg_advisory_lock(hashtextextended(${literal(serviceName)}, 0))`,
    );
  }

  async bound(): Promise<Bound> {
    return await readBound(this, this.#options);
  }

  /** Where the server is, and what it keeps for a slot; fails when the slot is gone. */
  async slotPosition(slot: string): Promise<SlotPosition> {
    const [position] = await this.query(
      `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
         (pg_current_wal_flush_lsn() - '0/0')::text AS lsn,
         pg_wal_lsn_diff(pg_current_wal_flush_lsn(), restart_lsn) AS "lagBytes"
       FROM pg_replication_slots WHERE slot_name = ${literal(slot)}`,
      slotPositionSchema,
    );
    if (!position) {
      throw new Error(`The replication slot ${slot} is gone`);
    }
    return position;
  }

  /** As `pg_current_snapshot()` writes it: what the next statement sees. */
  async snapshot(): Promise<string> {
    const [row] = await this.query(
      'SELECT pg_current_snapshot()::text AS snapshot',
      z.object({ snapshot: z.string() }),
    );
    return row?.snapshot ?? '';
  }

  async query<T>(text: string, row: z.ZodType<T>): Promise<T[]> {
    const { rows } = await this.#client.query<Record<string, unknown>>(text);
    return z.array(row).parse(rows);
  }

  /** Where a page of at most `limit` changes ends; undefined when there are none. */
  async pageEnd(options: {
    relation: string;
    from: Position | undefined;
    before: string;
    limit: number;
  }): Promise<PageEnd | undefined> {
    const { relation, from = earliest, before, limit } = options;
    const find = async (order: string) => {
      const [row] = await this.query(
        `SELECT c.updated_at::text AS updated_at, c.id::text AS id FROM ${relation} c
         WHERE ${after('c', from)} AND c.updated_at < ${literal(before)}
         ORDER BY ${order} LIMIT 1`,
        pageEndSchema,
      );
      return row && { updatedAt: row.updated_at, id: row.id };
    };
    const full = await find(`c.updated_at, c.id OFFSET ${limit - 1}`);
    const last = full ?? (await find('c.updated_at DESC, c.id DESC'));
    return last && { last, isFinal: !full };
  }

  /** The rows of a query as PostgreSQL's text, as fast as they are taken and no faster. */
  copy(select: string): CopyOut {
    return this.#client.query(new CopyOut(`COPY (${select}) TO STDOUT`));
  }
}
