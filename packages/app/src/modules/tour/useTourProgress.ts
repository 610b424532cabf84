import { useCallback, useEffect, useMemo, useState } from 'react';
import { toError } from '@backstage/errors';
import {
  errorApiRef,
  storageApiRef,
  useApi,
  type StorageValueSnapshot,
} from '@backstage/frontend-plugin-api';
import { type JsonValue } from '@backstage/types';
import { readProgress, type TourProgress } from './tourProgress';

const KEY = 'progress';

/** The tour of the person signed in; undefined until it is known. */
export interface StoredTour {
  progress: TourProgress | undefined;
  save(progress: TourProgress): void;
}

/** Keeps the tour where the person's settings are, so that it follows them. */
export function useTourProgress(): StoredTour {
  const storage = useApi(storageApiRef);
  const errorApi = useApi(errorApiRef);
  const bucket = useMemo(() => storage.forBucket('portal-tour'), [storage]);
  const [progress, setProgress] = useState<TourProgress>();

  useEffect(() => {
    const take = ({ presence, value }: StorageValueSnapshot<JsonValue>) => {
      if (presence !== 'unknown') {
        setProgress(readProgress(value));
      }
    };
    const subscription = bucket.observe$<JsonValue>(KEY).subscribe(take);
    take(bucket.snapshot<JsonValue>(KEY));
    return () => subscription.unsubscribe();
  }, [bucket]);

  const save = useCallback(
    ({ visited, view }: TourProgress) => {
      bucket
        .set(KEY, { visited, view })
        // A tick that could not be stored is not worth an interruption.
        .catch(error => errorApi.post(toError(error), { hidden: true }));
    },
    [bucket, errorApi],
  );

  return { progress, save };
}
