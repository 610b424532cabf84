import { ServiceUnavailableError } from '@backstage/errors';

/**
 * There is no ClickHouse to answer, or it has too much to do: the same query may work later.
 * Backstage answers 503.
 *
 * @public
 */
export class ClickHouseUnavailableError extends ServiceUnavailableError {
  /** The name of the connection in the configuration. */
  readonly connection: string;
  /** Host and port, never credentials. */
  readonly address: string;
  /** When it makes sense to try again. */
  readonly retryAfterMs: number;

  constructor(
    message: string,
    options: { connection: string; address: string; retryAfterMs: number },
  ) {
    super(message);
    this.connection = options.connection;
    this.address = options.address;
    this.retryAfterMs = options.retryAfterMs;
  }
}
