import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  isView,
  keyOf,
  type Period,
  type View,
  VIEWS,
} from '../../model/calendar';
import { chaosTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';

/** Which time is shown and how, and the way to others. */
export function PeriodHead(props: {
  title: string;
  period: Period;
  go: (to: { view?: View; date?: string }) => void;
}) {
  const { title, period, go } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const steps: [string, string][] = [
    [t('calendar.previous'), period.previous],
    [t('calendar.today'), keyOf(new Date())],
    [t('calendar.next'), period.next],
  ];
  return (
    <div className={styles.head}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {steps.map(([text, date]) => (
        <Button
          key={text}
          size="small"
          variant="secondary"
          onPress={() => go({ date })}
        >
          {text}
        </Button>
      ))}
      <ToggleButtonGroup
        aria-label={t('calendar.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[period.view]}
        onSelectionChange={keys => {
          const [chosen] = keys;
          if (isView(chosen)) {
            go({ view: chosen });
          }
        }}
      >
        {VIEWS.map(view => (
          <ToggleButton key={view} id={view} size="small">
            {t(`calendar.view.${view}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
