import { toError } from '@backstage/errors';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { chaosApiRef } from '../api';
import { type LeverPlace } from '../model/levers';
import { chaosTranslationRef } from '../translation';
import { type Deed, useDeed } from './useDeed';

/** Ends every run, in one place or everywhere, at once: it asks nothing. */
export function useHalt(options: {
  /** Only there; otherwise everywhere. */
  place?: LeverPlace | undefined;
  reason?: string;
  onDone: () => void;
  onFailed?: (error: Error) => void;
}): Deed {
  const { place, reason = '', onDone, onFailed } = options;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  return useDeed(async () => {
    try {
      await api.haltAll({
        // Nobody who has to stop everything should have to write first.
        reason: reason.trim() || t('halt.noReason'),
        ...place?.query,
      });
    } catch (cause) {
      onFailed?.(toError(cause));
      throw cause;
    }
    onDone();
  });
}
