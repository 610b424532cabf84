import { type Entity } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { catalogApiRef, useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { Link, Text } from '@backstage/ui';
import {
  PageStates,
  SkeletonRows,
  TitledCard,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { scaffolderShopPlatformTranslationRef } from '../translation';
import styles from './AddCard.module.css';
import { ADDS_TO_COMPONENT, additionsTo } from './additions';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'metadata.annotations',
];

/** The templates that add something to components. */
function useTemplates() {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncData<Entity[]>(async () => {
    const { items } = await catalogApi.getEntities({
      filter: {
        kind: 'Template',
        [`metadata.annotations.${ADDS_TO_COMPONENT}`]: CATALOG_FILTER_EXISTS,
      },
      fields: FIELDS,
    });
    return items;
  }, [catalogApi]);
}

function AddCardContent() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const formLink = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  const { state, refresh } = useTemplates();

  if (state.status === 'ready' && state.value.length === 0) {
    return undefined;
  }
  return (
    <TitledCard title={t('add.title')}>
      <PageStates
        state={state}
        subject={t('add.subject')}
        skeleton={<SkeletonRows count={3} />}
        onRetry={refresh}
      >
        {templates => (
          <ul className={styles.list}>
            {additionsTo(entity, templates).map(
              ({ id, title, description, template, formData }) => (
                <li key={id}>
                  <Link
                    href={`${formLink?.(template) ?? ''}?${new URLSearchParams({
                      formData: JSON.stringify(formData),
                    })}`}
                  >
                    {title}
                  </Link>
                  {description && (
                    <Text as="p" variant="body-small" color="secondary">
                      {description}
                    </Text>
                  )}
                </li>
              ),
            )}
          </ul>
        )}
      </PageStates>
    </TitledCard>
  );
}

/** What can be added to a component from templates, for those who may create. */
export function AddCard() {
  const create = usePermission({ permission: taskCreatePermission });
  return create.allowed ? <AddCardContent /> : undefined;
}
