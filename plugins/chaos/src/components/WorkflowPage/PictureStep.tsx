import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type RemixiconComponentType,
  RiAlertFill,
  RiFlashlightLine,
  RiHeartPulseLine,
  RiLayoutColumnLine,
  RiListOrdered2,
  RiLoopLeftLine,
  RiQuestionMark,
  RiTerminalBoxLine,
  RiTimerLine,
  RiCalendarLine,
} from '@remixicon/react';
import {
  findingsAt,
  lanesOf,
  type PlacedFinding,
  type WorkflowStep,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import styles from './Picture.module.css';

const ICONS: Partial<Record<string, RemixiconComponentType>> = {
  '': RiQuestionMark,
  Serial: RiListOrdered2,
  Parallel: RiLayoutColumnLine,
  Suspend: RiTimerLine,
  StatusCheck: RiHeartPulseLine,
  Task: RiTerminalBoxLine,
  Schedule: RiCalendarLine,
};

/** As narrow as a lane gets. */
const LANE_REM = 9;

/** What is said of a step, in the order in which it stands there. */
function useNotes() {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (step: WorkflowStep, problems: number): string[] => {
    const { type, action, deadline, uses, isLoop, when } = step;
    return [
      [type || t('new.outlineMissing'), action].filter(Boolean).join(' '),
      ...(deadline ? [deadline] : []),
      ...(when === '' ? [t('workflow.always')] : []),
      ...(when ? [t('workflow.when', { expression: when })] : []),
      ...(uses > 1 ? [t('workflow.shared', { count: uses })] : []),
      ...(isLoop ? [t('workflow.loop')] : []),
      ...(problems > 0 ? [t('workflow.problems', { count: problems })] : []),
    ];
  };
}

/** One step, with those inside. */
export function PictureStep(props: {
  step: WorkflowStep;
  place: { at: number; of: number };
  /** Side by side with others: one that has lanes inside takes more room. */
  isLane: boolean;
  /** The path of the step that is chosen. */
  chosen: string;
  findings: readonly PlacedFinding[];
}) {
  const { step, place, isLane, chosen, findings } = props;
  const { name, path, type, steps, isLoop } = step;
  const { t } = useTranslationRef(chaosTranslationRef);
  const notesOf = useNotes();
  const key = path.join('.');
  const lanes = lanesOf(step);
  const Icon = isLoop ? RiLoopLeftLine : ICONS[type] ?? RiFlashlightLine;
  const problems = findingsAt(findings, step).length;
  const notes = notesOf(step, problems);
  const isWrong = problems > 0 || isLoop || type === '';
  const isList = type === 'Serial' || type === 'Parallel';

  return (
    <li
      role="none"
      className={styles.step}
      {...(isLane && { style: { flex: `${lanes} 0 ${lanes * LANE_REM}rem` } })}
    >
      <div
        role="treeitem"
        aria-level={path.length + 1}
        aria-posinset={place.at + 1}
        aria-setsize={place.of}
        aria-selected={key === chosen}
        {...(steps.length > 0 && { 'aria-expanded': true })}
        tabIndex={key === chosen ? 0 : -1}
        data-path={key}
        className={styles.box}
        data-wrong={isWrong}
        data-list={isList}
      >
        <span className={styles.name}>
          <Icon size="1em" aria-hidden="true" className={styles.icon} />
          {name || t('workflow.unnamed')}
        </span>{' '}
        <span className={styles.notes}>
          {isWrong && (
            <RiAlertFill
              size="1em"
              aria-hidden="true"
              className={styles.alert}
            />
          )}
          {notes.join(' · ')}
        </span>
        {isList && steps.length === 0 && !isLoop && (
          <span className={styles.notes}> {t('workflow.emptyList')}</span>
        )}
      </div>
      {steps.length > 0 && (
        <ul role="group" className={styles.inside} data-type={type}>
          {steps.map((inside, at) => (
            <PictureStep
              key={at}
              step={inside}
              place={{ at, of: steps.length }}
              isLane={type !== 'Serial'}
              chosen={chosen}
              findings={findings}
            />
          ))}
        </ul>
      )}
    </li>
  );
}
