import { ApiError } from '../model/ApiError';
import { apiVersionOf, Resource } from '../registry/Resource';
import { Registry } from '../registry/Registry';
import { WatchEvent } from '../registry/watching';
import { Call } from './Call';
import { Representation, representObject } from './represent';

/** A reader that is further behind than this is cut off, and lists again. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;
const BOOKMARK_AFTER_MS = 60_000;
const MIN_SECONDS = 1800;

export type WatchSettings = { bookmarkAfterMs?: number };

/** Sends changes, one JSON document a line, until either side has enough. */
export async function streamWatch(
  call: Call,
  registry: Registry,
  resource: Resource,
  as: Representation,
  name: string,
  settings: WatchSettings,
): Promise<void> {
  const { response, info } = call;
  const includeObject = call.param('includeObject');
  const bookmarks = call.flag('allowWatchBookmarks');
  const sendInitialEvents = call.param('sendInitialEvents');
  let isFirst = true;

  const send = (type: string, object: object) => {
    // A reader that is slow gets its end late, and nothing after it.
    if (response.writableEnded || response.destroyed) {
      return;
    }
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > MAX_UNREAD_BYTES) {
      response.destroy();
    }
  };
  const bookmark = (revision: number, annotations?: object) =>
    send('BOOKMARK', {
      kind: resource.kind,
      apiVersion: apiVersionOf(resource),
      metadata: {
        resourceVersion: String(revision),
        creationTimestamp: null,
        ...(annotations && { annotations }),
      },
    });
  const pending: WatchEvent[] = [];
  const tell = (event: WatchEvent) => {
    if (event.type !== 'SYNCED') {
      send(
        event.type,
        representObject(resource, event.object, as, includeObject, isFirst),
      );
      isFirst = false;
    } else if (sendInitialEvents === 'true' && bookmarks) {
      bookmark(event.revision, { 'k8s.io/initial-events-end': 'true' });
    }
  };
  let begun = false;
  // Throws for a revision that is gone before anything was sent.
  const stop = registry.watch(
    resource,
    {
      namespace: info.target?.namespace,
      labelSelector: call.param('labelSelector'),
      fieldSelector: name
        ? `metadata.name=${name}`
        : call.param('fieldSelector'),
      resourceVersion: call.param('resourceVersion'),
      ...(sendInitialEvents && {
        sendInitialEvents: sendInitialEvents === 'true',
      }),
    },
    event => (begun ? tell(event) : pending.push(event)),
  );
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
  begun = true;
  pending.forEach(tell);

  const seconds =
    call.number('timeoutSeconds') || MIN_SECONDS * (1 + Math.random());
  const ends = setTimeout(() => response.end(), seconds * 1000);
  const marks = bookmarks
    ? setInterval(
        () => bookmark(registry.store.revision),
        settings.bookmarkAfterMs ?? BOOKMARK_AFTER_MS,
      )
    : undefined;
  await new Promise<void>(resolve => {
    response.once('close', resolve);
  });
  stop();
  clearTimeout(ends);
  clearInterval(marks);
}

/** A watch that cannot begin says so in its stream where a client expects one. */
export function isExpired(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 410;
}
