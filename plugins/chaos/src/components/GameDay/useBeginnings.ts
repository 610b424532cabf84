import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAsyncData } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { usePresets } from '../../hooks/usePresets';
import { beginWith, type GameDayDraft } from '../../model/gameDay';
import { chaosTranslationRef } from '../../translation';

/** Nothing is chosen yet. */
export const OPEN = 'open';

export type Beginning = { id: string; label: string; description?: string };

/** What a game day can begin with: experiments on its component, and the Workflows where it is. */
export function useBeginnings(draft: GameDayDraft): Beginning[] {
  const { cluster, namespace, entity, begin } = draft;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  const presets = usePresets(entity);
  const standing = useAsyncData(signal => api.getStanding({ signal }), [api]);

  const experiments =
    presets.state.status === 'ready'
      ? [
          ...presets.state.value.presets.map(({ id, kind }) => ({
            id: beginWith.preset(id),
            label: t(`preset.${id}`),
            description: kind,
          })),
          ...(presets.state.value.saved?.presets ?? []).map(
            ({ id, name, kind }) => ({
              id: beginWith.preset(id),
              label: name,
              description: kind,
            }),
          ),
        ]
      : [];
  const workflows =
    standing.state.status === 'ready'
      ? standing.state.value.items
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
          }))
      : [];
  const known = [...experiments, ...workflows];
  return [
    { id: OPEN, label: t('gameDay.open') },
    ...known,
    // What was chosen stays, though it cannot be looked up now.
    ...(begin && !known.some(({ id }) => id === begin)
      ? [{ id: begin, label: begin.slice(begin.indexOf(':') + 1) }]
      : []),
  ];
}
