import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { formatDuration, useLocale } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { tracesTranslationRef } from '../../../translation';

/** Turns a key and what it speaks of into text. */
export type Translate = TranslationFunction<typeof tracesTranslationRef.T>;

/** The words and numbers of the page. */
export type TraceText = {
  t: Translate;
  locale: string;
  /** A duration given in microseconds. */
  duration(us: number): string;
  /** The name of a service as it is shown; some have none, or none to be told. */
  service(of: { service: string; isRestricted: boolean }): string;
};

/** One object for as long as the language stays the same: rows are memoised on it. */
export function useTraceText(): TraceText {
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();
  return useMemo(
    () => ({
      t,
      locale,
      duration: us => formatDuration(us / 1000, { locale }),
      service: ({ service, isRestricted }) =>
        service ||
        (isRestricted
          ? t('tracePage.restrictedService')
          : t('tracePage.unknownService')),
    }),
    [t, locale],
  );
}
