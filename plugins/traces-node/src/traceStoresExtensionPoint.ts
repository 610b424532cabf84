import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { type Config } from '@backstage/config';
import { type TraceStore } from './TraceStore';

/**
 * A kind of store: `clickhouse`, `jaeger`.
 *
 * @public
 */
export type TraceStoreType = {
  /** The name by which `traces.sources[].type` chooses it. */
  type: string;
  /**
   * Makes the store of one source out of its entry in `traces.sources`.
   * Throws an error that says what is wrong in the configuration; does not
   * connect, since a store that is away must not keep the portal from starting.
   */
  create(options: { id: string; config: Config }): TraceStore;
};

/**
 * Where modules add the kinds of stores that they bring.
 *
 * @public
 */
export interface TraceStoresExtensionPoint {
  /** Adds a kind of store. Throws when there is one of that name already. */
  addStoreType(type: TraceStoreType): void;
}

/**
 * Connects kinds of stores to the traces back end.
 *
 * @public
 */
export const traceStoresExtensionPoint =
  createExtensionPoint<TraceStoresExtensionPoint>({ id: 'traces.stores' });
