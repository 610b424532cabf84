import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useAsyncData } from '@shop-platform/ui-kit';
import { templateRouteRef } from '../routes';

const TEMPLATE = { namespace: 'default', templateName: 'save-experiment' };
const TEMPLATE_REF = `template:${TEMPLATE.namespace}/${TEMPLATE.templateName}`;

/**
 * The form of the template that keeps an experiment in a repository; undefined
 * where there is no scaffolder, or the person sees no such template.
 */
export function useSaveForm(): string | undefined {
  const catalog = useApi(catalogApiRef);
  const form = useRouteRef(templateRouteRef)?.(TEMPLATE);
  const { state } = useAsyncData(
    async () =>
      form === undefined ? undefined : catalog.getEntityByRef(TEMPLATE_REF),
    [catalog, form],
  );
  return state.status === 'ready' && state.value ? form : undefined;
}
