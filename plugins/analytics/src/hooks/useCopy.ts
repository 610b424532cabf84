import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { analyticsTranslationRef } from '../translation';

const TOAST_MS = 3_000;

/** Puts a text on the clipboard, and says so. */
export function useCopy(): (text: string) => void {
  const toastApi = useApi(toastApiRef);
  const { t } = useTranslationRef(analyticsTranslationRef);
  return useCallback(
    (text: string) => {
      const write = async () => {
        try {
          // Absent where the portal is not served over HTTPS.
          await navigator.clipboard.writeText(text);
          toastApi.post({
            title: t('copy.done'),
            status: 'success',
            timeout: TOAST_MS,
          });
        } catch {
          toastApi.post({
            title: t('copy.failed'),
            status: 'warning',
            timeout: 2 * TOAST_MS,
          });
        }
      };
      void write();
    },
    [toastApi, t],
  );
}
