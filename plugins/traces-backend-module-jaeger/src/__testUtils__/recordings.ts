import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const recordingSchema = z.strictObject({
  jaeger: z.string(),
  recordedOn: z.iso.date(),
  request: z.strictObject({
    method: z.string(),
    path: z.string(),
    query: z.string(),
  }),
  response: z.strictObject({
    status: z.number(),
    contentType: z.string(),
    body: z.string(),
  }),
});

/** What a real Jaeger was asked, and what it answered. */
type Recording = z.output<typeof recordingSchema>;

/** A request, whatever the order of its parameters. */
export function toRecordedRequest(
  method: string,
  url: URL,
): Recording['request'] {
  const parameters = new URLSearchParams(url.search);
  parameters.sort();
  return { method, path: url.pathname, query: parameters.toString() };
}

/** Tells requests apart. */
export function toKey({ method, path, query }: Recording['request']): string {
  return `${method} ${path}?${query}`;
}

export async function writeRecording(
  folder: string,
  recording: Recording,
): Promise<void> {
  const { path } = recording.request;
  const hash = createHash('sha256')
    .update(toKey(recording.request))
    .digest('hex')
    .slice(0, 12);
  const name = path.replace(/^\/api\/(v3\/)?/, '').replace(/[^\w-]+/g, '-');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, `${name}.${hash}.json`),
    `${JSON.stringify(recording, undefined, 2)}\n`,
  );
}

export async function readRecordings(
  folder: string,
): Promise<Map<string, Recording>> {
  const recordings = new Map<string, Recording>();
  for (const file of await readdir(folder)) {
    const recording = recordingSchema.parse(
      JSON.parse(await readFile(join(folder, file), 'utf8')),
    );
    recordings.set(toKey(recording.request), recording);
  }
  return recordings;
}
