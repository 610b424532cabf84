import { KubeObject } from '../model/KubeObject';
import { Store } from '../store/Store';
import { StoreEvent } from '../store/History';
import { readRevision } from './listing';
import { Selection } from './options';
import { Resource, storeName } from './Resource';
import { compileSelection } from './selection';

export type WatchOptions = Selection & {
  /** Unset and 0: what is there now comes first, as added. */
  resourceVersion?: string;
  sendInitialEvents?: boolean;
};

export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject }
  /** All that was there when the watch began has been told. */
  | { type: 'SYNCED'; revision: number };

/** Tells of changes until it is stopped; returns how to stop it. */
export function watchObjects(
  store: Store,
  resource: Resource,
  options: WatchOptions,
  listener: (event: WatchEvent) => void,
): () => void {
  const name = storeName(resource);
  const matches = compileSelection(resource, options);
  const from = readRevision(options.resourceVersion, store);
  const tell = (event: StoreEvent) => {
    if (event.resource === name) {
      const shown = translate(event, matches);
      if (shown) {
        listener(shown);
      }
    }
  };
  const startsFresh = !from || options.sendInitialEvents === true;
  const missed = startsFresh ? [] : store.since(from);
  const revision = store.revision;
  if (startsFresh && options.sendInitialEvents !== false) {
    for (const object of store.list(name).filter(matches)) {
      listener({ type: 'ADDED', object });
    }
    listener({ type: 'SYNCED', revision });
  }
  missed.forEach(tell);
  return store.subscribe(tell);
}

/** A change as somebody sees it who sees only some objects. */
function translate(
  { object, previous, deleted }: StoreEvent,
  matches: (object: KubeObject) => boolean,
): WatchEvent | undefined {
  const was = previous !== undefined && matches(previous);
  const is = !deleted && matches(object);
  if (is) {
    return { type: was ? 'MODIFIED' : 'ADDED', object };
  }
  if (!was) {
    return undefined;
  }
  // As it was last seen, with the revision at which it went out of sight.
  const last = deleted ? object : withRevisionOf(previous, object);
  return { type: 'DELETED', object: last };
}

function withRevisionOf(object: KubeObject, later: KubeObject): KubeObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      resourceVersion: later.metadata.resourceVersion,
    },
  };
}
