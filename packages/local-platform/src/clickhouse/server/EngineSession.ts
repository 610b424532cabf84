import { toClickHouseException } from './errors';
import {
  NativeConnection,
  NativeLibrary,
  nativeResultSchema,
  nativeWriteSchema,
} from './native';
import { quoteIdentifier, quoteString } from './tokens';

export type SessionOptions = {
  database: string | undefined;
  settings: Record<string, string>;
  parameters: Record<string, string>;
};

export type ReadResult = { output: Uint8Array; rows: number; seconds: number };

export type WriteResult = { rows: number; bytes: number; seconds: number };

/** A session of the engine, for one statement. */
export class EngineSession {
  readonly #library: NativeLibrary;
  readonly #connection: NativeConnection;

  constructor(library: NativeLibrary, connection: NativeConnection) {
    this.#library = library;
    this.#connection = connection;
  }

  async configure(options: SessionOptions): Promise<void> {
    const { database, settings, parameters } = options;
    if (database !== undefined) {
      await this.read(`USE ${quoteIdentifier(database)}`, 'Null');
    }
    const assignments = [
      ...Object.entries(parameters).map(
        ([name, value]) => [`param_${name}`, value] as const,
      ),
      ...Object.entries(settings),
    ].map(([name, value]) => `${name} = ${quoteString(value)}`);
    if (assignments.length > 0) {
      await this.read(`SET ${assignments.join(', ')}`, 'Null');
    }
  }

  /** Runs a statement; what it prints itself comes back as a whole. */
  async read(sql: string, format: string): Promise<ReadResult> {
    try {
      const result = nativeResultSchema.parse(
        await this.#library.QueryAsyncConnection(this.#connection, sql, format),
      );
      return {
        output: result.bytes,
        rows: result.rowsRead,
        seconds: result.elapsed,
      };
    } catch (error) {
      throw toClickHouseException(error);
    }
  }

  /** Runs a statement that writes, for the count of what it wrote. */
  async write(sql: string): Promise<WriteResult> {
    try {
      const result = nativeWriteSchema.parse(
        await this.#library.InsertRawAsyncConnection(
          this.#connection,
          sql,
          Buffer.alloc(0),
          false,
        ),
      );
      return {
        rows: result.rowsWritten,
        bytes: result.bytesWritten,
        seconds: result.elapsed,
      };
    } catch (error) {
      throw toClickHouseException(error);
    }
  }

  close(): void {
    this.#library.CloseConnection(this.#connection);
  }
}
