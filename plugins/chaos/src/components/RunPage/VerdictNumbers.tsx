import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiInformationLine } from '@remixicon/react';
import { type ChaosVerdict } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { useId } from 'react';
import {
  numberOf,
  VERDICT_NUMBERS,
  type VerdictNumber,
} from '../../model/verdictNumbers';
import { chaosTranslationRef } from '../../translation';
import styles from './RunPage.module.css';

function About({ name }: { name: VerdictNumber }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const about = t(`verdict.${name}About`);
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('verdict.about', {
          title: t(`verdict.${name}`),
          text: about,
        })}
        icon={<RiInformationLine />}
      />
      <Tooltip>{about}</Tooltip>
    </TooltipTrigger>
  );
}

function Value(props: { verdict: ChaosVerdict; name: VerdictNumber }) {
  const { verdict, name } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const found = numberOf(verdict, name, { locale: useLocale() });
  if (found.is === 'known') {
    return (
      <span className={styles.number} title={String(found.value)}>
        {found.text}
      </span>
    );
  }
  return <span className={styles.quiet}>{t(`verdict.${found.is}`)}</span>;
}

/** How fast the fault was seen, how fast it was over, and what it cost. */
export function VerdictNumbers({ verdict }: { verdict: ChaosVerdict }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const id = useId();
  return (
    <dl className={styles.numbers}>
      {VERDICT_NUMBERS.map(name => (
        <div key={name}>
          <dt className={styles.term}>
            <span id={`${id}-${name}`}>{t(`verdict.${name}`)}</span>
            <About name={name} />
          </dt>
          <dd aria-labelledby={`${id}-${name}`}>
            <Value verdict={verdict} name={name} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
