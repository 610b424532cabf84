import { providerSchemas } from '@shop-platform/template-checks/rendered';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { SchemaProvider } from './SchemaProvider';

/** The real Terraform, where it is installed, with providers that have only a schema. */
export class Terraform {
  readonly #providers: SchemaProvider[];
  readonly #env: NodeJS.ProcessEnv;

  private constructor(providers: SchemaProvider[], env: NodeJS.ProcessEnv) {
    this.#providers = providers;
    this.#env = env;
  }

  static isInstalled(): boolean {
    return (process.env.PATH ?? '')
      .split(delimiter)
      .some(folder => existsSync(join(folder, 'terraform')));
  }

  /** Keeps what it writes besides in the folder. */
  static async start(scratch: string): Promise<Terraform> {
    await mkdir(scratch, { recursive: true });
    const schemas = [...providerSchemas().values()].filter(
      ({ version }) => version !== '',
    );
    const providers = await Promise.all(
      schemas.map(schema => SchemaProvider.start(schema)),
    );
    const reattach = Object.fromEntries(
      schemas.map(({ source }, index) => [
        `registry.terraform.io/${source}`,
        providers[index].reattach,
      ]),
    );
    return new Terraform(providers, {
      PATH: process.env.PATH,
      HOME: scratch,
      TMPDIR: scratch,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
    });
  }

  stop(): void {
    this.#providers.forEach(provider => provider.stop());
  }

  /** What Terraform says, with whether it was content. */
  async run(
    folder: string,
    ...command: string[]
  ): Promise<{ isOk: boolean; output: string }> {
    return new Promise(resolve => {
      execFile(
        'terraform',
        [...command, '-no-color'],
        { cwd: folder, env: this.#env, maxBuffer: 16 * 1024 * 1024 },
        (error, stdout, stderr) =>
          resolve({ isOk: error === null, output: stdout + stderr }),
      );
    });
  }
}
