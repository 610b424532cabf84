import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { nodeProgram } from '../program/nodeProgram';
import { findListener } from '../ports';
import { Diagnosis, Launch, ProcessSpec } from '../supervisor/types';
import { personas } from './appConfig';

const REQUEST_TIMEOUT_MS = 3_000;

export type PortalOptions = {
  repositoryRoot: string;
  port: number;
  /** The configuration laid over app-config.yaml, the last one on top. */
  configFiles: string[];
};

const signInSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** The portal: one Node process that serves the built front end and every back-end plugin. */
export class PortalServer implements ProcessSpec {
  readonly name = 'portal';
  readonly title = 'Portal';
  readonly startTimeoutMs = 120_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 15_000;
  readonly #options: PortalOptions;

  constructor(options: PortalOptions) {
    this.#options = options;
  }

  get url(): string {
    return `http://localhost:${this.#options.port}`;
  }

  async launch(): Promise<Launch> {
    const { repositoryRoot, configFiles } = this.#options;
    const backend = join(repositoryRoot, 'packages/backend');
    // From the build; without it the portal collects it, which takes seconds.
    const schema = join(backend, 'dist/config-schema.json');
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(repositoryRoot, 'packages/backend/src/index.ts'),
        ...[join(repositoryRoot, 'app-config.yaml'), ...configFiles].flatMap(
          file => ['--config', file],
        ),
      ],
      cwd: backend,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
        ...(existsSync(schema) && { CONFIG_SCHEMA_FILE: schema }),
      },
    };
  }

  async checkHealth(): Promise<void> {
    const response = await this.#get('/.backstage/health/v1/readiness');
    if (!response.ok) {
      throw new Error(`it answers ${response.status}`);
    }
  }

  /** Whether the catalog has the people to sign in as: true some seconds after the first start. */
  async hasPeople(): Promise<boolean> {
    const signIn = await this.#get('/api/auth/guest/refresh');
    if (!signIn.ok) {
      return false;
    }
    const { token } = signInSchema.parse(await signIn.json()).backstageIdentity;
    const answers = await Promise.all(
      personas.map(({ userEntityRef }) =>
        this.#get(
          `/api/catalog/entities/by-name/${userEntityRef.replace(':', '/')}`,
          token,
        ),
      ),
    );
    return answers.every(answer => answer.ok);
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    const text = logTail.join('\n');
    if (/EADDRINUSE/.test(text)) {
      return { message: portInUse(this.#options.port), fatal: true };
    }
    const database =
      /ECONNREFUSED [\d.:]+|password authentication failed[^\n"]*|the database system is [a-z ]+/.exec(
        text,
      );
    if (database) {
      return {
        message: `The portal cannot use its database (${database[0]}).`,
        fatal: false,
      };
    }
    const config =
      /[^\n]*(?:Invalid type in config|Missing required config value|Configuration does not match schema|Failed to (?:read|parse) config)[^\n]*/.exec(
        text,
      );
    if (config) {
      return {
        message: `The configuration is not valid: ${config[0].trim()}. Correct app-config.yaml and start again.`,
        fatal: true,
      };
    }
    return undefined;
  }

  async #get(path: string, token?: string): Promise<Response> {
    return await fetch(`http://127.0.0.1:${this.#options.port}${path}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  }
}

/** What to say when the portal's port is taken, without and with the name of who took it. */
export function portInUse(
  port: number,
  listener?: { pid: number; command: string },
): string {
  const who = listener
    ? `process ${listener.pid} (${listener.command.slice(0, 80)})`
    : 'another program';
  return `Port ${port} is in use by ${who}. End it, or choose another port: npm start -- --port ${
    port + 1
  }`;
}

export async function explainPortInUse(port: number): Promise<string> {
  return portInUse(port, await findListener(port));
}
