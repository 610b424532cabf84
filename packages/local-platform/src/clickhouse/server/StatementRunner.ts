import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Engine } from './Engine';
import { EngineSession, ReadResult } from './EngineSession';
import { checkAccess } from './access';
import { cancellable } from './cancellable';
import { ClickHouseException } from './errors';
import { feed } from './feed';
import { Gate } from './Gate';
import { Pipe } from './Pipe';
import { markOf, withClientIds } from './queryIds';
import { QueryResponse } from './QueryResponse';
import { StatementWithData, toText } from './readStatement';
import { RequestOptions } from './requestOptions';
import { statementSettings } from './settings';
import { isUrgent, Statement, withMark, withPipe } from './statement';

/** For a reader that is needed after its rows are. */
const KEEP_OPEN = { destroyOnReturn: false };

export type StatementRunnerOptions = {
  engine: Engine;
  gate: Gate<Pipe>;
  memoryMegabytes: number;
};

export type StatementRequest = StatementWithData & {
  options: RequestOptions;
  response: QueryResponse;
  /** Aborted when the client is gone. */
  signal: AbortSignal;
};

type Run = StatementRequest & {
  session: EngineSession;
  pipe: Pipe;
  mark: string;
};

/** Runs statements on the engine: in line, each in a session of its own, and cancels those that nobody waits for. */
export class StatementRunner {
  readonly #options: StatementRunnerOptions;
  readonly #running = new Map<string, AbortController>();

  constructor(options: StatementRunnerOptions) {
    this.#options = options;
  }

  get runningCount(): number {
    return this.#running.size;
  }

  async run(request: StatementRequest): Promise<void> {
    checkAccess(request.statement);
    const { queryId } = request.options;
    if (this.#running.has(queryId)) {
      throw ClickHouseException.of(
        'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING',
        `Query with id = ${queryId} is already running.`,
      );
    }
    const own = new AbortController();
    this.#running.set(queryId, own);
    const signal = AbortSignal.any([request.signal, own.signal]);
    try {
      await this.#options.gate.run(laneOf(request.statement), signal, pipe =>
        this.#runWith(pipe, { ...request, signal }),
      );
    } finally {
      this.#running.delete(queryId);
    }
  }

  /** Cancels everything that runs or waits. */
  cancelAll(): void {
    for (const controller of this.#running.values()) {
      controller.abort();
    }
  }

  async #runWith(pipe: Pipe, request: StatementRequest): Promise<void> {
    const { engine, memoryMegabytes } = this.#options;
    const { options, statement } = request;
    request.signal.throwIfAborted();
    const session = await engine.openSession({
      database: options.database,
      parameters: options.parameters,
      settings: {
        ...statementSettings(statement.kind, memoryMegabytes),
        ...options.settings,
      },
    });
    try {
      await this.#dispatch({
        ...request,
        statement: withClientIds(statement),
        session,
        pipe,
        mark: markOf(options.queryId),
      });
    } finally {
      session.close();
    }
  }

  async #dispatch(run: Run): Promise<void> {
    const { mark, options, response, session, statement } = run;
    switch (statement.kind) {
      case 'insert':
        await this.#insert(run);
        break;
      case 'read':
        await this.#read(run);
        break;
      case 'write': {
        const sql = toText(withMark(statement, mark));
        const written = await cancellable(
          this.#options.engine,
          run,
          session.write(sql),
        );
        await response.end(writeSummary(written));
        break;
      }
      default: {
        const sql = toText(withMark(statement, mark));
        const result = await cancellable(
          this.#options.engine,
          run,
          session.read(sql, options.defaultFormat),
        );
        await response.write(Buffer.from(result.output));
        await response.end(readSummary(result));
      }
    }
  }

  /** The rows go from the engine through the pipe to the client, at the client's pace. */
  async #read(run: Run): Promise<void> {
    const { options, pipe, response, session } = run;
    if (options.waitEndOfQuery) {
      await this.#readWhole(run);
      return;
    }
    const { end, reader } = await pipe.openReader();
    // An error of the pipe is the statement's, and reported there.
    const closed = once(reader, 'close').catch(() => undefined);
    const reading = session.read(pipedText(run, pipe.path), 'TabSeparated');
    const ended = reading.then(end, async () => {
      // After some errors the engine keeps its end open, so that no end would come.
      reader.destroy();
      await end();
    });
    try {
      await cancellable(this.#options.engine, run, reading, async () => {
        try {
          for await (const chunk of reader.iterator(KEEP_OPEN)) {
            await response.write(chunk);
          }
        } finally {
          // The engine must always find somebody who reads, or it would wait for one.
          reader.resume();
        }
      });
    } finally {
      await ended;
      reader.destroy();
      await closed;
    }
    await response.end(readSummary(await reading));
  }

  /** The rows go to a file first, so that the client sees the whole result or an error. */
  async #readWhole(run: Run): Promise<void> {
    const { pipe, response, session } = run;
    const file = `${pipe.path}.spool`;
    try {
      const result = await cancellable(
        this.#options.engine,
        run,
        session.read(pipedText(run, file), 'TabSeparated'),
      );
      for await (const chunk of createReadStream(file)) {
        await response.write(chunk);
      }
      await response.end(readSummary(result));
    } finally {
      await rm(file, { force: true });
    }
  }

  /** The rows go from the client through the pipe to the engine; stored when this resolves. */
  async #insert(run: Run): Promise<void> {
    const { data, mark, pipe, response, session, signal } = run;
    const writing = session.write(pipedText(run, pipe.path));
    const settled = new AbortController();
    const settle = () => settled.abort();
    writing.then(settle, settle);
    let ending: Promise<void> | undefined;
    let isTakenWhole = true;
    const written = await cancellable(
      this.#options.engine,
      run,
      writing,
      async () => {
        const writer = await pipe.openWriter(settled.signal);
        if (!writer) {
          return;
        }
        try {
          isTakenWhole = await feed(writer, Readable.from(data, { signal }));
        } catch (error) {
          // The end of the pipe would look like the end of the data, so the statement has to die first.
          await this.#options.engine.killOnce(mark);
          throw error;
        } finally {
          writer.destroy();
          ending = pipe.keepEnded(settled.signal);
        }
      },
    ).finally(() => ending);
    if (!isTakenWhole) {
      throw ClickHouseException.of(
        'INCORRECT_DATA',
        `The data go on behind the ${written.rows} rows that were stored.`,
      );
    }
    await response.end(writeSummary(written));
  }
}

function laneOf(statement: Statement) {
  if (isUrgent(statement)) {
    return 'urgent';
  }
  return statement.kind === 'read' ? 'read' : 'write';
}

function pipedText({ mark, options, statement }: Run, path: string): string {
  const { defaultFormat } = options;
  return toText(withPipe(statement, { pipe: path, mark, defaultFormat }));
}

function readSummary(result: ReadResult) {
  return {
    result_rows: result.rows,
    elapsed_ns: Math.round(result.seconds * 1e9),
  };
}

function writeSummary(result: {
  rows: number;
  bytes: number;
  seconds: number;
}) {
  return {
    written_rows: result.rows,
    written_bytes: result.bytes,
    elapsed_ns: Math.round(result.seconds * 1e9),
  };
}
