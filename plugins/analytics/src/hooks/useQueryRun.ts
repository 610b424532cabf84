import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  type AnalyticsBody,
  type QueryAnswer,
  type QueryEstimate,
} from '@shop-platform/backstage-plugin-analytics-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { analyticsApiRef } from '../api';

type Query = AnalyticsBody<'runQuery'>;

/** What became of a query. */
export type QueryRun =
  | { status: 'idle' | 'running' | 'cancelled' }
  | { status: 'answered'; answer: QueryAnswer; sql: string }
  | { status: 'estimated'; estimate: QueryEstimate }
  | { status: 'failed'; error: Error };

/** Runs one query at a time; another one, `cancel` or leaving the page ends it. */
export function useQueryRun() {
  const api = useApi(analyticsApiRef);
  const [run, setRun] = useState<QueryRun>({ status: 'idle' });
  const controller = useRef<AbortController>();
  useEffect(() => () => controller.current?.abort(), []);

  const start = useCallback(
    async (work: (signal: AbortSignal) => Promise<QueryRun>) => {
      controller.current?.abort();
      const mine = new AbortController();
      controller.current = mine;
      setRun({ status: 'running' });
      try {
        const next = await work(mine.signal);
        if (!mine.signal.aborted) {
          setRun(next);
        }
      } catch (error) {
        if (!mine.signal.aborted) {
          setRun({ status: 'failed', error: toError(error) });
        }
      }
    },
    [],
  );

  return {
    run,
    execute: (query: Query) =>
      start(async signal => ({
        status: 'answered',
        answer: await api.runQuery(query, { signal }),
        sql: query.sql,
      })),
    estimate: (query: Query) =>
      start(async signal => ({
        status: 'estimated',
        estimate: await api.estimateQuery(query, { signal }),
      })),
    cancel: () => {
      controller.current?.abort();
      setRun({ status: 'cancelled' });
    },
  };
}
