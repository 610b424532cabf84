import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import { getServiceName } from '@shop-platform/backstage-plugin-traces-common';
import { TitledCard } from '@shop-platform/ui-kit';
import { entityTracesRouteRef } from '../../routes';
import { tracesTranslationRef } from '../../translation';
import { ServiceRedSummary } from '../ServiceHealth';

/** How the service of an entity does, in three numbers. */
export function EntityTracesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(tracesTranslationRef);
  const tabLink = useRouteRef(entityTracesRouteRef);
  const service = getServiceName(entity);
  const tab = tabLink?.();

  if (service === undefined) {
    return undefined;
  }
  return (
    <TitledCard
      title={t('card.title')}
      footer={
        tab && (
          <ButtonLink size="small" variant="tertiary" href={tab}>
            {t('card.link')}
          </ButtonLink>
        )
      }
    >
      <ServiceRedSummary service={service} />
    </TitledCard>
  );
}
