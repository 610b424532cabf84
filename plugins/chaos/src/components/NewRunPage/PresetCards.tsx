import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ChaosPreset,
  type ChaosSavedPreset,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type KeyboardEvent } from 'react';
import { OWN } from '../../hooks/useExperiment';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

const STEPS: Partial<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** Goes to the card before or behind, as in any group of radio buttons. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) {
    return;
  }
  const group = event.currentTarget.parentElement;
  const cards = [
    ...(group?.querySelectorAll<HTMLElement>('[role=radio]') ?? []),
  ];
  const at = cards.indexOf(event.currentTarget);
  const next = cards[(at + step + cards.length) % cards.length];
  event.preventDefault();
  next?.focus();
  next?.click();
}

/** What one can begin with: what is shipped, what is kept in Git, and one's own. */
function useCards(
  presets: readonly ChaosPreset[],
  saved: readonly ChaosSavedPreset[],
) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return [
    ...presets.map(({ id, kind }) => ({
      ...{ id, kind },
      name: t(`preset.${id}`),
      about: t(`preset.${id}.about`),
    })),
    ...saved.map(({ id, kind, name, file }) => ({
      ...{ id, kind, name },
      about: t('saved.about', { file }),
    })),
    {
      id: OWN,
      name: t(`preset.${OWN}`),
      about: t(`preset.${OWN}.about`),
      kind: undefined,
    },
  ];
}

/** What can be broken, in plain words. */
export function PresetCards(props: {
  labelledBy: string;
  presets: readonly ChaosPreset[];
  saved: readonly ChaosSavedPreset[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { labelledBy, presets, saved, chosen, onChoose } = props;
  const cards = useCards(presets, saved);
  const reachable = cards.some(({ id }) => id === chosen)
    ? chosen
    : cards[0]?.id;

  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      className={styles.presets}
    >
      {cards.map(({ id, kind, name, about }) => (
        <button
          key={id}
          type="button"
          role="radio"
          aria-checked={id === chosen}
          // One stop for the keyboard, as in any group of radio buttons.
          tabIndex={id === reachable ? 0 : -1}
          className={styles.preset}
          onClick={() => onChoose(id)}
          onKeyDown={onKeyDown}
        >
          <span className={styles.name}>{name}</span>
          <span className={styles.about}>{about}</span>
          {kind && <span className={styles.quiet}>{kind}</span>}
        </button>
      ))}
    </div>
  );
}
