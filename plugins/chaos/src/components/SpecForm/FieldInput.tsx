import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Switch, TextAreaField, TextField } from '@backstage/ui';
import { useId, useState } from 'react';
import { shownText, type FormField } from '../../model/form';
import { chaosTranslationRef } from '../../translation';
import styles from './SpecForm.module.css';
import { useFieldTexts } from './useFieldTexts';

/** The choice of nothing: no value that is shown has more than one line. */
const NOTHING = '\n';

const MODES = [
  'one',
  'all',
  'fixed',
  'fixed-percent',
  'random-max-percent',
] as const;

function isMode(id: string): id is (typeof MODES)[number] {
  return MODES.some(mode => mode === id);
}

type InputProps = {
  field: FormField;
  onChange: (entered: string) => void;
};

/** The choices that there are, and what stands there where it is none of them. */
function choicesWith({ schema }: FormField, text: string): readonly string[] {
  const choices = schema.enum ?? [];
  return text === '' || choices.includes(text) ? choices : [...choices, text];
}

function ChoiceInput({ field, onChange }: InputProps) {
  const { schema, value, isRequired } = field;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { label, description, isInvalid } = useFieldTexts()(field);
  const text = shownText(schema, value);
  const options = choicesWith(field, text ?? '').map(id => ({
    id,
    label: field.name === 'mode' && isMode(id) ? t(`mode.${id}`) : id,
  }));
  // What is not known to be nothing is not shown as that.
  const chosen = text === '' && !isRequired ? NOTHING : text || null;
  return (
    <Select
      size="small"
      label={label}
      {...(description && { description })}
      isInvalid={isInvalid}
      isDisabled={text === undefined}
      placeholder={t(text === undefined ? 'form.inYaml' : 'form.nothing')}
      options={
        isRequired
          ? options
          : [{ id: NOTHING, label: t('form.nothing') }, ...options]
      }
      value={chosen}
      onChange={key =>
        key !== null && onChange(key === NOTHING ? '' : String(key))
      }
    />
  );
}

/** What is being written stays as it is until one leaves it. */
function TextInput({ field, onChange }: InputProps) {
  const { schema, shape, value } = field;
  const { label, description, isInvalid } = useFieldTexts()(field);
  const [draft, setDraft] = useState<string>();
  const text = shownText(schema, value);
  const shared = {
    label,
    isInvalid,
    // What the form cannot show, it does not write over.
    isDisabled: text === undefined,
    ...(description && { description }),
    value: draft ?? text ?? '',
    onChange: (entered: string) => {
      setDraft(entered);
      onChange(entered);
    },
    onBlur: () => setDraft(undefined),
  };
  return shape === 'text' || shape === 'integer' ? (
    <TextField
      {...shared}
      size="small"
      {...(schema.default !== undefined && {
        placeholder: String(schema.default),
      })}
      {...(shape === 'integer' && { inputMode: 'numeric' as const })}
    />
  ) : (
    <TextAreaField {...shared} rows={2} />
  );
}

function FlagInput({ field, onChange }: InputProps) {
  const { label, description, isInvalid } = useFieldTexts()(field);
  const textId = useId();
  return (
    <div className={styles.flag}>
      <Switch
        label={label}
        isDisabled={shownText(field.schema, field.value) === undefined}
        isSelected={field.value === true}
        onChange={isOn => onChange(String(isOn))}
        {...(description && { 'aria-describedby': textId })}
      />
      {description && (
        <div id={textId} className={isInvalid ? styles.wrong : styles.about}>
          {description}
        </div>
      )}
    </div>
  );
}

function inputFor({ shape }: FormField) {
  switch (shape) {
    case 'choice':
      return ChoiceInput;
    case 'flag':
      return FlagInput;
    default:
      return TextInput;
  }
}

/** One field that is no group. */
export function FieldInput(props: InputProps) {
  const { isForeign } = useFieldTexts()(props.field);
  const Input = inputFor(props.field);
  return (
    <div {...(isForeign && { lang: 'en' })}>
      <Input {...props} />
    </div>
  );
}
