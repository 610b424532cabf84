import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonIcon } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { type UnusableValue } from '../../model/traceFilters';
import { tracesTranslationRef } from '../../translation';
import styles from './TraceSearch.module.css';

const REASONS = {
  duration: 'unusable.duration',
  order: 'unusable.order',
  flag: 'unusable.flag',
  attribute: 'unusable.attribute',
  count: 'unusable.count',
  range: 'unusable.range',
} as const;

/** What of the link could not be used, and why; nothing is left out in silence. */
export function UnusableNotice(props: {
  unusable: readonly UnusableValue[];
  onDrop: (value: UnusableValue) => void;
}) {
  const { unusable, onDrop } = props;
  const { t } = useTranslationRef(tracesTranslationRef);

  if (unusable.length === 0) {
    return undefined;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('unusable.title', { count: unusable.length })}
      description={
        <>
          <ul className={styles.unusable}>
            {unusable.map(({ parameter, value, reason }) => (
              <li key={`${parameter} ${value} ${reason}`}>
                {t(REASONS[reason], { parameter, value })}
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  aria-label={t('unusable.drop', { parameter, value })}
                  icon={<RiCloseLine />}
                  onPress={() => onDrop({ parameter, value, reason })}
                />
              </li>
            ))}
          </ul>
          {t('unusable.rest')}
        </>
      }
    />
  );
}
