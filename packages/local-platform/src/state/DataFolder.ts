import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where everything that the embedded platform keeps lies: `.local/`, or a folder of a test's own. */
export class DataFolder {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async open(root: string): Promise<DataFolder> {
    const folder = new DataFolder(root);
    // Only its owner may look inside: there are credentials in it. The database
    // of a root user runs as somebody else and lies below `postgres`, so others
    // may pass through.
    await mkdir(root, { recursive: true, mode: 0o711 });
    await mkdir(folder.path('run'), { recursive: true, mode: 0o700 });
    await mkdir(folder.path('logs'), { recursive: true, mode: 0o700 });
    return folder;
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  get endpointsFile(): string {
    return this.path('endpoints.json');
  }

  get appConfigFile(): string {
    return this.path('app-config.yaml');
  }

  get lockFile(): string {
    return this.path('run', 'supervisor.json');
  }

  logFile(process: string): string {
    return this.path('logs', `${process}.log`);
  }

  recordFile(process: string): string {
    return this.path('run', `${process}.process.json`);
  }

  /** Removes the data of the platform; logs and records of processes stay. */
  async removeData(): Promise<void> {
    for (const name of [
      'postgres',
      'clickhouse',
      'clusters',
      'git',
      'images',
      'liqpay',
      'redis',
      'shop',
      'techdocs',
      'work',
      'credentials.json',
      'endpoints.json',
      'kubeconfig',
      'app-config.yaml',
    ]) {
      await rm(this.path(name), { recursive: true, force: true });
    }
  }
}
