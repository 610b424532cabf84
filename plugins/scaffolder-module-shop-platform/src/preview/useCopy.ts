import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { scaffolderShopPlatformTranslationRef } from '../translation';

const TOAST_MS = 4_000;

/** Copies a text, and says whether it did. */
export function useCopy(): (path: string, text: string) => Promise<void> {
  const toastApi = useApi(toastApiRef);
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  return async (path, text) => {
    try {
      // Absent where the portal is not served over HTTPS.
      await navigator.clipboard.writeText(text);
      toastApi.post({
        title: t('preview.copied', { path }),
        status: 'success',
        timeout: TOAST_MS,
      });
    } catch {
      toastApi.post({
        title: t('preview.notCopied'),
        status: 'warning',
        timeout: TOAST_MS,
      });
    }
  };
}
