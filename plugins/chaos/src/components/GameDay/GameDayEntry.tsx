import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiForbidLine, RiTeamLine } from '@remixicon/react';
import { type ChaosGameDay } from '@shop-platform/backstage-plugin-chaos-common';
import { useSearchParams } from 'react-router-dom';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './GameDay.module.css';

/** Opens it over the calendar as that is shown now. */
export function GameDayLink({ day }: { day: ChaosGameDay }) {
  const [link] = useSearchParams();
  const over = new URLSearchParams(link);
  over.set('gameDay', day.id);
  return (
    <Link href={`?${over}`} className={day.cancelled ? styles.off : undefined}>
      {day.title}
    </Link>
  );
}

/** That it is one, and whether it is on. */
export function GameDayState({ day }: { day: ChaosGameDay }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return day.cancelled ? (
    <Chip tone="quiet" icon={RiForbidLine}>
      {t('gameDay.off')}
    </Chip>
  ) : (
    <Chip tone="warning" icon={RiTeamLine}>
      {t('gameDay.one')}
    </Chip>
  );
}
