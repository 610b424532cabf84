import { ButtonIcon, DialogTrigger, Popover, Text } from '@backstage/ui';
import { RiKeyboardLine } from '@remixicon/react';
import { type TraceText } from '../hooks/useTraceText';
import styles from './Toolbar.module.css';

const KEYS = [
  [['j', 'k', '↓', '↑'], 'tracePage.keys.move'],
  [['←', '→'], 'tracePage.keys.fold'],
  [['Enter'], 'tracePage.keys.open'],
  [['Esc'], 'tracePage.keys.close'],
  [['Home', 'End'], 'tracePage.keys.ends'],
  [['/'], 'tracePage.keys.find'],
  [['n', 'N'], 'tracePage.keys.match'],
  [['e', 'E'], 'tracePage.keys.error'],
  [['z'], 'tracePage.keys.zoom'],
] as const;

/** Which keys the waterfall knows. */
export function KeysButton({ text: { t } }: { text: TraceText }) {
  return (
    <DialogTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiKeyboardLine />}
        aria-label={t('tracePage.keys.title')}
      />
      <Popover aria-label={t('tracePage.keys.title')}>
        <Text as="h2" variant="body-medium" weight="bold">
          {t('tracePage.keys.title')}
        </Text>
        <dl className={styles.keys}>
          {KEYS.map(([keys, meaning]) => (
            <div key={meaning}>
              <dt>
                {keys.map(key => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(meaning)}</dd>
            </div>
          ))}
        </dl>
      </Popover>
    </DialogTrigger>
  );
}
