import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { z } from 'zod';

const KEY = 'history';
const MOST = 30;
const historySchema = z.array(z.string()).catch([]);

/** The queries that one has run here, the last one first. */
export function useQueryHistory(): {
  history: string[];
  remember: (sql: string) => void;
} {
  const storage = useApi(storageApiRef).forBucket('analytics-explorer');
  const [history, setHistory] = useState(() =>
    historySchema.parse(storage.snapshot(KEY).value),
  );
  useEffect(() => {
    const subscription = storage
      .observe$(KEY)
      .subscribe(({ value }) => setHistory(historySchema.parse(value)));
    return () => subscription.unsubscribe();
  }, [storage]);

  const remember = useCallback(
    (sql: string) => {
      const before = historySchema.parse(storage.snapshot(KEY).value);
      const next = [sql, ...before.filter(other => other !== sql)];
      // What cannot be kept is no reason not to run it.
      storage.set(KEY, next.slice(0, MOST)).catch(() => {});
    },
    [storage],
  );
  return { history, remember };
}
