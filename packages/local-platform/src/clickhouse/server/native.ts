import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

/** A connection of the engine, opaque to JavaScript. */
export type NativeConnection = object;

const callable = <T>() =>
  z.custom<T>(value => typeof value === 'function', 'is not a function');

const libraryShape = z.object({
  CreateConnection:
    callable<(folder: string, options?: string[]) => NativeConnection>(),
  CloseConnection: callable<(connection: NativeConnection) => void>(),
  QueryAsyncConnection:
    callable<
      (
        connection: NativeConnection,
        sql: string,
        format: string,
      ) => Promise<unknown>
    >(),
  InsertRawAsyncConnection:
    callable<
      (
        connection: NativeConnection,
        sql: string,
        data: Buffer,
        countLines: boolean,
      ) => Promise<unknown>
    >(),
});

/** The part of the engine's Node addon that is used here. */
export type NativeLibrary = z.infer<typeof libraryShape>;

/** What a statement answered: what it printed, and how many rows that were. */
export const nativeResultSchema = z.object({
  bytes: z.instanceof(Uint8Array),
  rowsRead: z.number(),
  bytesRead: z.number(),
  elapsed: z.number(),
});

/** What a statement wrote, materialized views included. */
export const nativeWriteSchema = z.object({
  rowsWritten: z.number(),
  bytesWritten: z.number(),
  elapsed: z.number(),
});

/**
 * Loads the addon itself rather than chdb's own JavaScript, which queues all
 * queries with parameters behind one another and takes text formats only.
 */
export function loadLibrary(packageFolder: string): NativeLibrary {
  const loaded: unknown = createRequire(join(packageFolder, 'package.json'))(
    packageFolder,
  );
  return libraryShape.parse(loaded);
}
