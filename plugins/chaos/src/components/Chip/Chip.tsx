import {
  type RemixiconComponentType,
  RiAlertFill,
  RiCheckLine,
  RiCloseLine,
  RiLoader4Line,
  RiQuestionMark,
} from '@remixicon/react';
import { type ReactNode } from 'react';
import { type Tone } from '../../model/runs';
import styles from './Chip.module.css';

const ICONS: Record<Tone, RemixiconComponentType> = {
  good: RiCheckLine,
  busy: RiLoader4Line,
  warning: RiAlertFill,
  bad: RiCloseLine,
  quiet: RiQuestionMark,
};

/** A word with its icon and its colour, never colour alone. */
export function Chip(props: {
  tone: Tone;
  icon?: RemixiconComponentType;
  children: ReactNode;
}) {
  const { tone, icon: Icon = ICONS[tone], children } = props;
  return (
    <span className={styles.chip} data-tone={tone}>
      <Icon size="1em" aria-hidden="true" />
      {children}
    </span>
  );
}
