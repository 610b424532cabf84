import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { orUndefined, readJson, writeJson } from './files';

/** Small JSON documents of one kind, each in a file, in a folder beside the objects. */
export class Records<T extends z.ZodType> {
  readonly #folder: string;
  readonly #schema: T;

  constructor(folder: string, schema: T) {
    this.#folder = folder;
    this.#schema = schema;
  }

  async read(key: string | number): Promise<z.infer<T> | undefined> {
    return await readJson(join(this.#folder, `${key}.json`), this.#schema);
  }

  async write(key: string | number, value: z.infer<T>): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeJson(join(this.#folder, `${key}.json`), value);
  }

  async keys(): Promise<string[]> {
    const names = (await orUndefined(readdir(this.#folder))) ?? [];
    return names
      .filter(name => name.endsWith('.json'))
      .map(name => name.slice(0, -'.json'.length));
  }

  async list(): Promise<z.infer<T>[]> {
    const records: z.infer<T>[] = [];
    for (const key of await this.keys()) {
      const record = await this.read(key);
      if (record !== undefined) {
        records.push(record);
      }
    }
    return records;
  }
}
