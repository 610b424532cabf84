import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { parseDocument } from 'yaml';
import {
  addEntry,
  readSpecForm,
  removeEntry,
  writeField,
  type SpecPlace,
} from '../../model/form';
import { chaosTranslationRef } from '../../translation';
import { FieldList, Folded, type FormDeeds } from './FieldGroups';
import styles from './SpecForm.module.css';

/**
 * The fields of an experiment, as its definition has them: those that matter
 * first, and all others below.
 */
export function SpecForm(props: {
  text: string;
  place: SpecPlace;
  /** With the field that is typed in. */
  onChange: (text: string, typedAt: string) => void;
}) {
  const { text, place, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { main, more } = useMemo(
    () => readSpecForm(parseDocument(text), place),
    [text, place],
  );
  const deeds: FormDeeds = {
    write: (field, entered) =>
      onChange(writeField(text, place, field, entered), field.path.join('.')),
    add: field => onChange(addEntry(text, field), `${field.path.join('.')} +`),
    remove: (field, index) =>
      onChange(
        removeEntry(text, place, field, index),
        `${field.path.join('.')} -`,
      ),
  };
  return (
    <div className={styles.form}>
      <FieldList fields={main} deeds={deeds} />
      {more.length > 0 && (
        <Folded key={place.kind} title={t('form.more')}>
          {() => (
            <>
              <p className={styles.quiet}>{t('form.moreHint')}</p>
              <FieldList fields={more} deeds={deeds} />
            </>
          )}
        </Folded>
      )}
    </div>
  );
}
