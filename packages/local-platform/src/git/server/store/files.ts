import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isError } from '@backstage/errors';
import { z } from 'zod';

/** Writes a file whole or not at all. */
export async function writeAtomically(
  file: string,
  content: string | Buffer,
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.lock`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(temporary, content);
  await rename(temporary, file);
}

export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Reads a JSON file that this host wrote; undefined where there is none. */
export async function readJson<T extends z.ZodType>(
  file: string,
  schema: T,
): Promise<z.infer<T> | undefined> {
  const text = await orUndefined(readFile(file, 'utf8'));
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

/** What a file operation answers; undefined where the file is not there. */
export async function orUndefined<T>(
  operation: Promise<T>,
): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    isError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
