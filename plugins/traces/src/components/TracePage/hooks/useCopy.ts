import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useTraceText } from './useTraceText';

const TOAST_MS = 3_000;
const NAMED_LENGTH = 60;

/** Puts a text on the clipboard, and says so. */
export function useCopy(): (text: string) => void {
  const toastApi = useApi(toastApiRef);
  const { t } = useTraceText();
  return useCallback(
    (text: string) => {
      const what =
        text.length > NAMED_LENGTH ? `${text.slice(0, NAMED_LENGTH)}…` : text;
      const write = async () => {
        try {
          // Absent where the portal is not served over HTTPS.
          await navigator.clipboard.writeText(text);
          toastApi.post({
            title: t('tracePage.actions.copied', { what }),
            status: 'success',
            timeout: TOAST_MS,
          });
        } catch {
          toastApi.post({
            title: t('tracePage.actions.notCopied'),
            description: what,
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
