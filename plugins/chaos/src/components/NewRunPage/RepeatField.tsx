import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { chaosTranslationRef } from '../../translation';

/** How often an experiment is started; empty: once, now. */
export function RepeatField(props: {
  cron: string;
  onChange: (cron: string) => void;
}) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <TextField
      size="small"
      label={t('new.repeat')}
      description={t('new.repeatHint')}
      placeholder="0 3 * * 1"
      value={props.cron}
      onChange={props.onChange}
    />
  );
}
