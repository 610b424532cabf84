import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type WorkflowDeeds } from '../../hooks/useWorkflowEditing';
import {
  allSteps,
  parentOf,
  type Move,
  type PlacedFinding,
  type StepPath,
  type WorkflowPicture,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import styles from './Picture.module.css';
import { PictureStep } from './PictureStep';

const keyOf = (path: StepPath) => path.join('.');

const MOVE_KEYS: Partial<Record<string, Move>> = {
  ArrowUp: 'earlier',
  ArrowDown: 'later',
  ArrowLeft: 'out',
  ArrowRight: 'in',
};

/** Which step a key leads to, as in any tree. */
function stepBy(
  key: string,
  picture: WorkflowPicture,
  path: StepPath,
): StepPath | undefined {
  const all = allSteps(picture.root);
  const at = all.findIndex(step => keyOf(step.path) === keyOf(path));
  switch (key) {
    case 'ArrowDown':
      return all[at + 1]?.path;
    case 'ArrowUp':
      return all[at - 1]?.path;
    case 'ArrowRight':
      return all[at]?.steps[0]?.path;
    case 'ArrowLeft':
      return parentOf(picture, path)?.path;
    case 'Home':
      return all[0]?.path;
    case 'End':
      return all[all.length - 1]?.path;
    default:
      return undefined;
  }
}

function deedBy(
  event: KeyboardEvent,
  deeds: WorkflowDeeds,
): (() => void) | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const move = altKey ? MOVE_KEYS[key] : undefined;
  if (move) {
    return () => deeds.move(move);
  }
  if (ctrlKey || metaKey) {
    switch (key.toLowerCase()) {
      case 'z':
        return shiftKey ? deeds.redo : deeds.undo;
      case 'y':
        return deeds.redo;
      case 'd':
        return deeds.duplicate;
      default:
        return undefined;
    }
  }
  return key === 'Delete' ? deeds.remove : undefined;
}

/**
 * The steps of a Workflow as they follow each other: one below another in a
 * Serial, side by side in a Parallel. One stop for the keyboard, as any tree.
 */
export function Picture(props: {
  picture: WorkflowPicture;
  chosen: StepPath;
  findings: readonly PlacedFinding[];
  /** The picture is of an earlier text. */
  isOutdated: boolean;
  deeds: WorkflowDeeds;
}) {
  const { picture, chosen, findings, isOutdated, deeds } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const tree = useRef<HTMLUListElement>(null);
  // Whoever came here by keys goes on where the step is now.
  const follows = useRef(false);
  const key = keyOf(chosen);

  useEffect(() => {
    if (follows.current) {
      follows.current = false;
      tree.current?.querySelector<HTMLElement>(`[data-path="${key}"]`)?.focus();
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const deed = deedBy(event, deeds);
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
    const next =
      deed || hasModifier ? undefined : stepBy(event.key, picture, chosen);
    if (deed || next) {
      event.preventDefault();
      follows.current = true;
    }
    if (deed) {
      deed();
    } else if (next) {
      deeds.choose(next);
    }
  };

  return (
    <ul
      ref={tree}
      role="tree"
      aria-label={t('workflow.picture')}
      className={styles.tree}
      data-outdated={isOutdated}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const step =
          target instanceof Element
            ? target.closest<HTMLElement>('[data-path]')
            : null;
        if (step) {
          const { path = '' } = step.dataset;
          deeds.choose(path === '' ? [] : path.split('.').map(Number));
          step.focus();
        }
      }}
    >
      <PictureStep
        step={picture.root}
        place={{ at: 0, of: 1 }}
        isLane={false}
        chosen={key}
        findings={findings}
      />
    </ul>
  );
}
