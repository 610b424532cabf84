import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiPauseLine,
  RiPlayLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import {
  type ChaosOutcome,
  type ChaosRunState,
} from '@shop-platform/backstage-plugin-chaos-common';
import { OUTCOME_TONES, STATE_TONES } from '../../model/runs';
import { chaosTranslationRef } from '../../translation';
import { Chip } from './Chip';

const STATE_ICONS: Partial<Record<ChaosRunState, RemixiconComponentType>> = {
  running: RiPlayLine,
  paused: RiPauseLine,
};

/** How far a run is. */
export function StateChip({ state }: { state: ChaosRunState }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const icon = STATE_ICONS[state];
  return (
    <Chip tone={STATE_TONES[state]} {...(icon && { icon })}>
      {t(`state.${state}`)}
    </Chip>
  );
}

/** Whether the platform held. */
export function OutcomeChip({ outcome }: { outcome?: ChaosOutcome }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return outcome ? (
    <Chip tone={OUTCOME_TONES[outcome]}>{t(`outcome.${outcome}`)}</Chip>
  ) : (
    <Chip tone="quiet">{t('run.noVerdict')}</Chip>
  );
}
