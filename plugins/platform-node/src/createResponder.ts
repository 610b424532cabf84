import {
  type BackstageCredentials,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { type NextFunction, type Response } from 'express';

/**
 * For whom work is done, and until when.
 *
 * @public
 */
export type Call = {
  /** Of the one who asks. */
  credentials: BackstageCredentials;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
};

/**
 * A request with what it is answered by.
 *
 * @public
 */
export type Exchange<T> = {
  req: Parameters<HttpAuthService['credentials']>[0];
  res: Response<T>;
  next: NextFunction;
};

/**
 * Does the work for one exchange, and answers with what comes of it as JSON.
 *
 * @public
 */
export type Respond = <T>(
  exchange: Exchange<T>,
  work: (call: Call) => Promise<T>,
) => void;

/**
 * Answers the requests of users and services, and stops working for those who
 * hung up.
 *
 * @public
 */
export function createResponder(httpAuth: HttpAuthService): Respond {
  async function answer<T>(
    { req, res }: Exchange<T>,
    work: (call: Call) => Promise<T>,
  ) {
    const left = new AbortController();
    const stop = () => left.abort();
    res.once('close', stop);
    if (res.destroyed) {
      stop();
    }
    try {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      res.json(await work({ credentials, signal: left.signal }));
    } catch (error) {
      if (!left.signal.aborted) {
        throw error;
      }
    } finally {
      res.off('close', stop);
    }
  }

  return (exchange, work) => {
    answer(exchange, work).catch(exchange.next);
  };
}
