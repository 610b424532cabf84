import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';

const TEMPLATE = { namespace: 'default', templateName: 'deploy-service' };
const TEMPLATE_REF = `template:${TEMPLATE.namespace}/${TEMPLATE.templateName}`;

/** Starts the task that deploys a component, and leads to its log. */
export function useDeploy(entity: Entity) {
  const scaffolderApi = useApi(scaffolderApiRef);
  const taskLink = useRouteRef(scaffolderPlugin.routes.ongoingTask);
  const formLink = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  const navigate = useNavigate();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<Error>();
  const component = stringifyEntityRef(entity);

  const start = async () => {
    setStarting(true);
    setError(undefined);
    try {
      const { taskId } = await scaffolderApi.scaffold({
        templateRef: TEMPLATE_REF,
        values: { component, commit: '' },
      });
      const link = taskLink?.({ taskId });
      if (link) {
        navigate(link);
      }
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setStarting(false);
    }
  };

  const form = formLink?.(TEMPLATE);
  const filledIn = new URLSearchParams({
    formData: JSON.stringify({ component }),
  });
  return {
    start,
    isStarting,
    error,
    /** The form, where another commit can be chosen. */
    formUrl: form && `${form}?${filledIn}`,
  };
}
