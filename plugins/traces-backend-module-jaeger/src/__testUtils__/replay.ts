import { http, HttpResponse, type RequestHandler } from 'msw';
import { readRecordings, toKey, toRecordedRequest } from './recordings';

/** A recorded Jaeger at a URL. */
type Replay = {
  handler: RequestHandler;
  /** Throws when something was asked that the recorded Jaeger was not. */
  assertComplete(): void;
};

/** Answers as the Jaeger did whose recordings are in a folder. */
export function replay(url: string, folder: string): Replay {
  const recordings = readRecordings(folder);
  const missing = new Set<string>();

  return {
    handler: http.all(`${url}/*`, async ({ request }) => {
      const asked = new URL(request.url);
      const key = toKey(toRecordedRequest(request.method, asked));
      const recording = (await recordings).get(key);
      if (!recording) {
        // The recorder skips what was no longer waited for, too.
        if (!request.signal.aborted) {
          missing.add(key);
        }
        return HttpResponse.error();
      }
      const { status, contentType, body } = recording.response;
      const headers = { 'content-type': contentType };
      return new HttpResponse(body, { status, headers });
    }),
    assertComplete() {
      if (missing.size > 0) {
        throw new Error(
          `Not recorded: ${[...missing].join(
            ', ',
          )}. Run scripts/record-jaeger.mjs`,
        );
      }
    },
  };
}
