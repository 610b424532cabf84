import { type DashboardPanelBase } from '@shop-platform/backstage-plugin-analytics-common';
import { useLocale } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type PanelWords, wordsOf } from '../../../model/words';

/** What columns and values of a panel are called; one object while nothing of it changes. */
export function usePanelWords({
  labels,
}: Pick<DashboardPanelBase, 'labels'>): PanelWords {
  const locale = useLocale();
  return useMemo(() => wordsOf(labels, locale), [labels, locale]);
}
