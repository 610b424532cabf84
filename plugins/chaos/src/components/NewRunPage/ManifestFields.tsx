import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import { type ManifestField } from '../../model/manifest';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** The fields that most experiments differ in. */
export function ManifestFields(props: {
  fields: readonly ManifestField[];
  onChange: (field: ManifestField, text: string) => void;
}) {
  const { fields, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={styles.fields}>
      {fields.map(field => {
        const { name, text, options } = field;
        const label = t(`field.${name}`);
        return options ? (
          <Select
            key={name}
            size="small"
            label={label}
            options={options.map(mode => ({
              id: mode,
              label: t(`mode.${mode}`),
            }))}
            value={text || null}
            onChange={key => key !== null && onChange(field, String(key))}
          />
        ) : (
          <TextField
            key={name}
            size="small"
            label={label}
            {...(name === 'duration' && {
              description: t('field.durationHint'),
            })}
            value={text}
            onChange={value => onChange(field, value)}
          />
        );
      })}
    </div>
  );
}
