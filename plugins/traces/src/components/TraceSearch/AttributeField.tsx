import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { type FormEvent, useState } from 'react';
import { isAttribute } from '../../model/traceFilters';
import { tracesTranslationRef } from '../../translation';
import styles from './TraceSearch.module.css';

/** Adds `key=value` to the attributes that all have to match. */
export function AttributeField(props: { onAdd: (attribute: string) => void }) {
  const { onAdd } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const [text, setText] = useState('');
  const attribute = text.trim();

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (isAttribute(attribute)) {
      onAdd(attribute);
      setText('');
    }
  };
  return (
    <form className={styles.attributeField} onSubmit={add}>
      <TextField
        size="small"
        label={t('filter.attribute')}
        placeholder={t('filter.attributeExample')}
        value={text}
        onChange={setText}
      />
      <ButtonIcon
        type="submit"
        size="small"
        variant="secondary"
        aria-label={t('filter.addAttribute')}
        icon={<RiAddLine />}
        isDisabled={!isAttribute(attribute)}
      />
    </form>
  );
}
