import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAsyncData } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { usePresets } from '../../hooks/usePresets';
import { beginWith, type GameDayDraft } from '../../model/gameDay';
import { chaosTranslationRef } from '../../translation';

/** Nothing is chosen yet. */
export const OPEN = 'open';

export type Beginning = { id: string; label: string; description?: string };

/** The experiments on a component: those that are shipped, and those kept in Git. */
function useExperiments(entity: string | undefined): Beginning[] {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state } = usePresets(entity);
  if (state.status !== 'ready') {
    return [];
  }
  const { presets, saved } = state.value;
  return [
    ...presets.map(({ id, kind }) => ({ id, kind, name: t(`preset.${id}`) })),
    ...(saved?.presets ?? []),
  ].map(({ id, name, kind }) => ({
    id: beginWith.preset(id),
    label: name,
    description: kind,
  }));
}

/** The Workflows in a namespace of a cluster. */
function useWorkflows(cluster: string, namespace: string): Beginning[] {
  const api = useApi(chaosApiRef);
  const { state } = useAsyncData(signal => api.getStanding({ signal }), [api]);
  const items = state.status === 'ready' ? state.value.items : [];
  return items
    .filter(
      item =>
        item.kind === 'Workflow' &&
        item.cluster === cluster &&
        item.namespace === namespace,
    )
    .map(({ name, kind }) => ({
      id: beginWith.workflow(name),
      label: name,
      description: kind,
    }));
}

/** What a game day can begin with: experiments on its component, and the Workflows where it is. */
export function useBeginnings(draft: GameDayDraft): Beginning[] {
  const { cluster, namespace, entity, begin } = draft;
  const { t } = useTranslationRef(chaosTranslationRef);
  const experiments = useExperiments(entity);
  const known = [...experiments, ...useWorkflows(cluster, namespace)];
  return [
    { id: OPEN, label: t('gameDay.open') },
    ...known,
    // What was chosen stays, though it cannot be looked up now.
    ...(begin && !known.some(({ id }) => id === begin)
      ? [{ id: begin, label: begin.slice(begin.indexOf(':') + 1) }]
      : []),
  ];
}
