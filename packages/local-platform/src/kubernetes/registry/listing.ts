import { z } from 'zod';
import { badRequest, expired } from '../model/ApiError';
import { KubeObject, nameOf, namespaceOf } from '../model/KubeObject';
import { Store } from '../store/Store';
import { ListOptions } from './options';
import { keyOf, Resource, storeName } from './Resource';
import { compileSelection } from './selection';

export type Listed = {
  items: KubeObject[];
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
};

const tokenSchema = z.object({
  revision: z.number().int().nonnegative(),
  after: z.string(),
});

type Token = z.infer<typeof tokenSchema>;

function readToken(text: string): Token {
  try {
    return tokenSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
  } catch {
    throw badRequest('continue key is not valid');
  }
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** A revision that a client named; undefined where it named none. */
export function readRevision(
  text: string | undefined,
  store: Store,
): number | undefined {
  if (text === undefined || text === '') {
    return undefined;
  }
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(
        text,
      )}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  const revision = Number(text);
  if (revision > store.revision) {
    // A client that saw the future of a store that was put back.
    throw expired(
      `Too large resource version: ${revision}, current: ${store.revision}`,
    );
  }
  return revision;
}

/** Lists, at the present revision, at an exact one, or page by page at one. */
export function listObjects(
  store: Store,
  resource: Resource,
  options: ListOptions,
): Listed {
  const { limit = 0, namespace, resourceVersionMatch } = options;
  const token = options.continue ? readToken(options.continue) : undefined;
  const wanted = readRevision(options.resourceVersion, store);
  if (resourceVersionMatch && wanted === undefined) {
    throw badRequest(
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  const exact =
    token?.revision ?? (resourceVersionMatch === 'Exact' ? wanted : undefined);
  const revision = exact ?? store.revision;
  const matches = compileSelection(resource, options);
  const prefix = namespace ? `${namespace}/` : '';
  const objects =
    revision === store.revision
      ? store.list(storeName(resource), prefix)
      : [...atRevision(store, revision, resource, prefix, token).values()];
  const items = objects
    .filter(matches)
    .filter(object => !token || keyOfObject(object) > token.after);
  const page = limit > 0 ? items.slice(0, limit) : items;
  const last = page.at(-1);
  const hasMore = page.length < items.length && last !== undefined;
  const selects = Boolean(options.labelSelector || options.fieldSelector);
  return {
    items: page,
    resourceVersion: String(revision),
    ...(hasMore && {
      continue: writeToken({ revision, after: keyOfObject(last) }),
      ...(!selects && { remainingItemCount: items.length - page.length }),
    }),
  };
}

function keyOfObject(object: KubeObject): string {
  return keyOf(namespaceOf(object), nameOf(object));
}

function atRevision(
  store: Store,
  revision: number,
  resource: Resource,
  prefix: string,
  token: Token | undefined,
): Map<string, KubeObject> {
  if (token && revision < store.compacted) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  return store.listAt(revision, storeName(resource), prefix);
}
