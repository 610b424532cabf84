import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosPreset } from '@shop-platform/backstage-plugin-chaos-common';
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

/** What can be broken, in plain words. */
export function PresetCards(props: {
  labelledBy: string;
  presets: readonly ChaosPreset[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { labelledBy, presets, chosen, onChoose } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const cards = [
    ...presets.map(({ id, kind }) => ({ id, kind })),
    { id: OWN, kind: undefined } as const,
  ];
  const reachable = cards.some(({ id }) => id === chosen)
    ? chosen
    : cards[0]?.id;

  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      className={styles.presets}
    >
      {cards.map(({ id, kind }) => (
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
          <span className={styles.name}>{t(`preset.${id}`)}</span>
          <span>{t(`preset.${id}.about`)}</span>
          {kind && <span className={styles.quiet}>{kind}</span>}
        </button>
      ))}
    </div>
  );
}
