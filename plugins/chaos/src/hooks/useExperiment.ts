import { type ChaosPreset } from '@shop-platform/backstage-plugin-chaos-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The choice of somebody who brings an experiment. */
export const OWN = 'own';

/** What is to be broken, and how it is changed. */
export type Experiment = {
  entity: string | undefined;
  cluster: string | undefined;
  preset: string | undefined;
  /** How often, as cron; once where it is undefined. */
  repeat: string | undefined;
  text: string;
  choose: (
    name: 'entity' | 'cluster' | 'repeat',
    value: string | undefined,
  ) => void;
  choosePreset: (id: string) => void;
  setText: (text: string) => void;
};

/**
 * What is to be broken: where and from which preset stands in the link, and
 * what one wrote holds for that component and that preset.
 */
export function useExperiment(presets: readonly ChaosPreset[]): Experiment {
  const [link, setLink] = useSearchParams();
  const [draft, setDraft] = useState<{ of: string; text: string }>();
  const stated = (name: string) => link.get(name) ?? undefined;
  const entity = stated('entity');
  const preset = stated('preset');
  const keyOf = (id: string | undefined) => JSON.stringify([entity, id]);

  const set = (name: string, value: string | undefined) =>
    setLink(
      previous => {
        const next = new URLSearchParams(previous);
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const text =
    draft?.of === keyOf(preset)
      ? draft.text
      : presets.find(({ id }) => id === preset)?.manifest ?? '';

  return {
    entity,
    cluster: stated('cluster'),
    preset,
    repeat: stated('repeat'),
    text,
    choose: set,
    choosePreset: id => {
      // One's own begins with what is there.
      setDraft(id === OWN ? { of: keyOf(OWN), text } : undefined);
      set('preset', id);
    },
    setText: next => {
      const id = preset ?? OWN;
      setDraft({ of: keyOf(id), text: next });
      if (preset === undefined) {
        set('preset', OWN);
      }
    },
  };
}
