import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { isError } from '@backstage/errors';
import { z } from 'zod';

const secret = z.string().min(1);
const credentialsSchema = z.object({
  postgresPassword: secret,
  clickhousePassword: secret,
  otlpToken: secret,
  gitToken: secret,
  redisPassword: secret,
  /** What the secrets of the shop's services are derived from. */
  shopSecret: secret,
});

/** The secrets of the embedded platform, made at its first start. */
export type Credentials = z.infer<typeof credentialsSchema>;

/**
 * Reads the credentials, and makes those that are not there: all at the first
 * start, later those of parts that came since. Readable by their owner alone.
 */
export async function loadCredentials(file: string): Promise<Credentials> {
  const kept = await readCredentials(file);
  const credentials: Credentials = {
    postgresPassword: kept.postgresPassword ?? createSecret(),
    clickhousePassword: kept.clickhousePassword ?? createSecret(),
    otlpToken: kept.otlpToken ?? createSecret(),
    gitToken: kept.gitToken ?? createSecret(),
    redisPassword: kept.redisPassword ?? createSecret(),
    shopSecret: kept.shopSecret ?? createSecret(),
  };
  const complete = credentialsSchema.safeParse(kept).success;
  if (!complete) {
    await writeFile(
      `${file}.new`,
      `${JSON.stringify(credentials, undefined, 2)}\n`,
      { mode: 0o600 },
    );
    await rename(`${file}.new`, file);
  }
  return credentials;
}

async function readCredentials(file: string): Promise<Partial<Credentials>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return {};
    }
    throw error;
  }
  try {
    // A file without the password of an existing database is of no use.
    return credentialsSchema
      .partial()
      .required({ postgresPassword: true })
      .parse(JSON.parse(text));
  } catch {
    throw new Error(
      `The credentials file ${file} is damaged, and the database cannot be opened without it. Put back a copy of it, or start empty with: npm start -- --reset`,
    );
  }
}

function createSecret(): string {
  return randomBytes(24).toString('base64url');
}
