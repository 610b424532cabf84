import { ServiceUnavailableError } from '@backstage/errors';
import { Router } from 'express';

/** Says to everybody what is missing. */
export function refuseAll(): Router {
  const router = Router();
  router.use(() => {
    throw new ServiceUnavailableError(
      'No ClickHouse is configured: an administrator adds it under clickhouse.connections',
    );
  });
  return router;
}
