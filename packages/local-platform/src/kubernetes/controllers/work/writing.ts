import type { Found, ResourceClient } from '../../client/Client';
import { equals } from '../../model/json';

/** Writes a status where it is another one. */
export function writeStatus<T>(
  client: ResourceClient<T>,
  object: Found<T>,
  status: object,
): void {
  if (!equals(object.status, status)) {
    const { namespace, name } = object.metadata;
    client.updateStatus({
      metadata: { namespace, name },
      status: structuredClone(status),
    });
  }
}

/** Writes an object as `edit` leaves its copy, where that differs. */
export function change<T>(
  client: ResourceClient<T>,
  object: Found<T>,
  edit: (copy: Found<T>) => void,
): Found<T> {
  const copy = structuredClone(object);
  edit(copy);
  return equals(copy, object) ? object : client.update(copy);
}

/** A status without what is zero, as the API writes it. */
export function withoutZeros<S extends object>(status: S): Partial<S> {
  const kept: Partial<S> = { ...status };
  for (const field of Object.keys(kept) as Array<keyof S>) {
    if (kept[field] === 0 || kept[field] === undefined) {
      delete kept[field];
    }
  }
  return kept;
}
