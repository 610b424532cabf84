import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  getServiceName,
  SERVICE_NAME_ANNOTATION,
} from '@shop-platform/backstage-plugin-traces-common';
import { tracesTranslationRef } from '../../translation';
import { ServiceRedCharts, ServiceRuntimeCharts } from '../ServiceHealth';
import { TraceSearch } from '../TraceSearch';
import styles from './EntityTraces.module.css';

/** How the service of an entity and its processes do, and its requests. */
export function EntityTracesContent() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(tracesTranslationRef);
  const service = getServiceName(entity);

  if (service === undefined) {
    return (
      <p>{t('entity.noService', { annotation: SERVICE_NAME_ANNOTATION })}</p>
    );
  }
  return (
    <div className={styles.content}>
      <ServiceRedCharts service={service} />
      <ServiceRuntimeCharts service={service} />
      <section aria-label={t('entity.traces', { service })}>
        <TraceSearch service={service} />
      </section>
    </div>
  );
}
