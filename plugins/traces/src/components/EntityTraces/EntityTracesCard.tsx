import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ButtonLink,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Text,
} from '@backstage/ui';
import { getServiceName } from '@shop-platform/backstage-plugin-traces-common';
import { useId } from 'react';
import { entityTracesRouteRef } from '../../routes';
import { tracesTranslationRef } from '../../translation';
import { ServiceRedSummary } from '../ServiceHealth';

/** How the service of an entity does, in three numbers. */
export function EntityTracesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(tracesTranslationRef);
  const tabLink = useRouteRef(entityTracesRouteRef);
  const titleId = useId();
  const service = getServiceName(entity);
  const tab = tabLink?.();

  if (service === undefined) {
    return undefined;
  }
  return (
    <Card role="group" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
          {t('card.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <ServiceRedSummary service={service} />
      </CardBody>
      {tab && (
        <CardFooter>
          <ButtonLink size="small" variant="tertiary" href={tab}>
            {t('card.link')}
          </ButtonLink>
        </CardFooter>
      )}
    </Card>
  );
}
