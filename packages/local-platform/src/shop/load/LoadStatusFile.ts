import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const statusSchema = z.object({
  sessions: z.number(),
  underWay: z.number(),
  pages: z.number(),
  checkouts: z.record(z.string(), z.number()),
  broken: z.number(),
  deliveries: z.object({ lorries: z.number(), pieces: z.number() }),
  compressedHour: z
    .object({
      began: z.iso.datetime(),
      seconds: z.number(),
      visits: z.number(),
      wanted: z.number(),
      orders: z.number(),
      broken: z.number(),
    })
    .optional(),
});

export type LoadReport = z.infer<typeof statusSchema>;

/** What the customers' process says of itself; for the supervisor a sign of life. */
export class LoadStatusFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Whole or not at all. */
  async write(report: LoadReport): Promise<void> {
    const text = JSON.stringify(report);
    await writeFile(`${this.#file}.new`, text, { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
  }

  async read(): Promise<LoadReport> {
    return statusSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
  }

  /** Rejects when nothing was written yet. */
  async writtenAt(): Promise<number> {
    return (await stat(this.#file)).mtimeMs;
  }
}
