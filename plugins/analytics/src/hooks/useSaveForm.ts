import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useAsyncData } from '@shop-platform/ui-kit';
import { templateRouteRef } from '../routes';

const TEMPLATE = { namespace: 'default', templateName: 'save-dashboard' };
const TEMPLATE_REF = `template:${TEMPLATE.namespace}/${TEMPLATE.templateName}`;

/**
 * The form of the template that proposes a dashboard in a repository; none where
 * there is no scaffolder, or the person sees no such template.
 */
export function useSaveForm(): { form?: string; isKnown: boolean } {
  const catalog = useApiHolder().get(catalogApiRef);
  const form = useRouteRef(templateRouteRef)?.(TEMPLATE);
  const { state } = useAsyncData(
    async () =>
      form === undefined ? undefined : catalog?.getEntityByRef(TEMPLATE_REF),
    [catalog, form],
  );
  return {
    form: state.status === 'ready' && state.value ? form : undefined,
    isKnown: form === undefined || state.status !== 'loading',
  };
}
