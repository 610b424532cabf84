import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosPolicy } from '@shop-platform/backstage-plugin-chaos-common';
import { useId } from 'react';
import { readManifest, writeField } from '../../model/manifest';
import { chaosTranslationRef } from '../../translation';
import { ChecksField } from './ChecksField';
import { ManifestFields } from './ManifestFields';
import styles from './NewRunPage.module.css';
import { Outline } from './Outline';

/** An experiment as YAML, and its main fields beside it: either changes the other. */
export function ManifestEditor(props: {
  text: string;
  sources: ChaosPolicy['checks'];
  onChange: (text: string) => void;
}) {
  const { text, sources, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const read = readManifest(text);
  const fields = 'fields' in read ? read.fields : [];
  const titleId = useId();
  const textId = useId();
  const hintId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('new.fields')}
      </Text>
      {fields.length > 0 ? (
        <ManifestFields
          fields={fields}
          onChange={(field, value) => onChange(writeField(text, field, value))}
        />
      ) : (
        <p className={styles.quiet}>{t('new.noFields')}</p>
      )}
      {fields.length > 0 && (
        <ChecksField text={text} sources={sources} onChange={onChange} />
      )}
      <Outline text={text} />
      <label className={styles.label} htmlFor={textId}>
        {t('new.yaml')}
      </label>
      <textarea
        id={textId}
        className={styles.yaml}
        spellCheck={false}
        aria-describedby={hintId}
        aria-invalid={'problem' in read}
        value={text}
        onChange={event => onChange(event.target.value)}
      />
      <p id={hintId} className={styles.quiet}>
        {'problem' in read
          ? t('new.yamlProblem', { problem: read.problem })
          : t('new.yamlHint')}
      </p>
    </section>
  );
}
