import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { isError } from '@backstage/errors';
import { z } from 'zod';

const credentialsSchema = z.object({ postgresPassword: z.string().min(1) });

/** The secrets of the embedded platform, made at its first start. */
export type Credentials = z.infer<typeof credentialsSchema>;

/** Reads the credentials, or makes them when there are none yet. Readable by their owner alone. */
export async function loadCredentials(file: string): Promise<Credentials> {
  let text: string | undefined;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!(isError(error) && error.code === 'ENOENT')) {
      throw error;
    }
  }
  if (text !== undefined) {
    return parseCredentials(text, file);
  }
  const credentials = {
    postgresPassword: randomBytes(24).toString('base64url'),
  };
  await writeFile(file, `${JSON.stringify(credentials, undefined, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  return credentials;
}

function parseCredentials(text: string, file: string): Credentials {
  try {
    return credentialsSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(
      `The credentials file ${file} is damaged, and the database cannot be opened without it. Put back a copy of it, or start empty with: npm start -- --reset`,
    );
  }
}
