import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  Alert,
  Button,
  ButtonLink,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  platformDeployPermission,
  readDeployable,
} from '@shop-platform/backstage-plugin-platform-common';
import { useErrorText, useLocale } from '@shop-platform/ui-kit';
import { useId, useState } from 'react';
import { scaffolderShopPlatformTranslationRef } from '../translation';
import { DeployDialog } from './DeployDialog';
import { deployTargets } from './deployTargets';
import { useDeploy } from './useDeploy';

/** Whether the person may start a deploy of the entity; not until it is known. */
function useMayDeploy(entityRef: string): boolean {
  const deploy = usePermission({
    permission: platformDeployPermission,
    resourceRef: entityRef,
  });
  const create = usePermission({ permission: taskCreatePermission });
  return deploy.allowed && create.allowed;
}

function DeployCardContent({ targets }: { targets: string[] }) {
  const { entity } = useEntity();
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const errorText = useErrorText();
  const { start, isStarting, error, formUrl } = useDeploy(entity);
  const [isAsking, setAsking] = useState(false);
  const titleId = useId();
  const clusters = new Intl.ListFormat(useLocale()).format(targets);
  const name = entity.metadata.title ?? entity.metadata.name;

  return (
    <Card role="group" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
          {t('deploy.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t('deploy.what', { clusters })}</Text>
          {error && (
            <Alert
              status="danger"
              icon
              role="alert"
              title={t('deploy.failed', { reason: errorText(error) })}
            />
          )}
        </Flex>
      </CardBody>
      <CardFooter>
        <Flex gap="2">
          <Button
            size="small"
            variant="primary"
            loading={isStarting}
            onPress={() => setAsking(true)}
          >
            {t('deploy.button')}
          </Button>
          {formUrl && (
            <ButtonLink size="small" variant="tertiary" href={formUrl}>
              {t('deploy.otherCommit')}
            </ButtonLink>
          )}
        </Flex>
      </CardFooter>
      <DeployDialog
        isOpen={isAsking}
        name={name}
        clusters={clusters}
        onClose={() => setAsking(false)}
        onConfirm={start}
      />
    </Card>
  );
}

/** Deploys a component that can be, for those who may; nothing for anybody else. */
export function DeployCard() {
  const { entity } = useEntity();
  const targets = deployTargets(useApi(configApiRef));
  const mayDeploy = useMayDeploy(stringifyEntityRef(entity));

  return mayDeploy && targets.length > 0 && readDeployable(entity) ? (
    <DeployCardContent targets={targets} />
  ) : undefined;
}
