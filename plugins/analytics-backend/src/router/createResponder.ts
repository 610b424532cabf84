import { type HttpAuthService } from '@backstage/backend-plugin-api';
import { type NextFunction, type Response } from 'express';
import { type Call } from '../service/types';

type Exchange<T> = {
  req: Parameters<HttpAuthService['credentials']>[0];
  res: Response<T>;
  next: NextFunction;
};

type Work<T> = (call: Call) => Promise<T>;

/** Answers requests, and stops working for those who hung up. */
export function createResponder(httpAuth: HttpAuthService) {
  async function answer<T>({ req, res }: Exchange<T>, work: Work<T>) {
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

  return function respond<T>(exchange: Exchange<T>, work: Work<T>): void {
    answer(exchange, work).catch(exchange.next);
  };
}
