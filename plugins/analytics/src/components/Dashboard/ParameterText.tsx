import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { useState } from 'react';
import { analyticsTranslationRef } from '../../translation';
import styles from './Dashboard.module.css';

/** A value that one writes; several with commas. It counts when one has finished. */
export function ParameterText(props: {
  label: string;
  texts: readonly string[];
  isMultiple: boolean;
  onChange: (texts: readonly string[]) => void;
}) {
  const { label, texts, isMultiple, onChange } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const written = texts.join(', ');
  const [draft, setDraft] = useState(written);

  const commit = () => {
    if (draft !== written) {
      const next = isMultiple ? draft.split(',') : [draft];
      onChange(next.map(text => text.trim()).filter(Boolean));
    }
  };
  return (
    <TextField
      className={styles.parameter}
      size="small"
      label={label}
      description={isMultiple ? t('parameter.commas') : undefined}
      value={draft}
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={event => event.key === 'Enter' && commit()}
    />
  );
}
