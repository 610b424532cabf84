/**
 * What is known about a value that is loaded over the network.
 *
 * @remarks
 * A failed refresh does not lose the last value: it stays `ready` and says in
 * `stale` why it could not be renewed.
 *
 * @public
 */
export type AsyncState<T> =
  | { status: 'loading' }
  | { status: 'error'; error: Error }
  | {
      status: 'ready';
      value: T;
      /** When the load began that brought the value: it promises nothing later. */
      asOf: Date;
      refreshing: boolean;
      /** Why the last refresh failed. */
      stale?: Error;
    };
