import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { newRunRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { History, RunningNow } from '../Runs';
import styles from './EntityChaos.module.css';

/** The runs that hit an entity, those that are on and those that are over. */
export function EntityChaosContent() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const ref = stringifyEntityRef(useEntity().entity);
  const newRun = useRouteRef(newRunRouteRef)?.();

  return (
    <div className={styles.content}>
      {newRun !== undefined && (
        <div>
          <BreakButton
            href={`${newRun}?${new URLSearchParams({ entity: ref })}`}
          >
            {t('entity.break')}
          </BreakButton>
        </div>
      )}
      <RunningNow entity={ref} />
      <History entity={ref} />
    </div>
  );
}
