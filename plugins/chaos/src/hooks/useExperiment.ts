import { useState } from 'react';
import { inNamespace } from '../model/inNamespace';
import { POD_KILL, podKillSchedule } from '../model/standingPresets';
import { useChoices } from './useChoices';

/** The choice of somebody who brings an experiment. */
export const OWN = 'own';

/** What one can begin with, whether it is shipped or kept in Git. */
type Beginning = { id: string; manifest: string };

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

/** What a preset begins with: one of a component, or of the standing set. */
function manifestOf(
  preset: string | undefined,
  presets: readonly Beginning[],
  namespace: string | undefined,
): string {
  if (preset === POD_KILL) {
    return podKillSchedule(namespace ?? 'default');
  }
  const manifest = presets.find(({ id }) => id === preset)?.manifest ?? '';
  return namespace === undefined ? manifest : inNamespace(manifest, namespace);
}

/**
 * What is to be broken: where and from which preset stands in the link, and
 * what one wrote holds for that component and that preset.
 */
export function useExperiment(presets: readonly Beginning[]): Experiment {
  const { stated, choose } = useChoices();
  const [draft, setDraft] = useState<{ of: string; text: string }>();
  const entity = stated('entity');
  const preset = stated('preset');
  const keyOf = (id: string | undefined) => JSON.stringify([entity, id]);

  const text =
    draft?.of === keyOf(preset)
      ? draft.text
      : manifestOf(preset, presets, stated('namespace'));

  return {
    entity,
    cluster: stated('cluster'),
    preset,
    repeat: stated('repeat'),
    text,
    choose,
    choosePreset: id => {
      // One's own begins with what is there.
      setDraft(id === OWN ? { of: keyOf(OWN), text } : undefined);
      choose('preset', id);
    },
    setText: next => {
      const id = preset ?? OWN;
      setDraft({ of: keyOf(id), text: next });
      if (preset === undefined) {
        choose('preset', OWN);
      }
    },
  };
}
