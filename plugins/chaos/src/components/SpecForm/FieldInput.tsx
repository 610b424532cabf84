import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Switch, TextAreaField, TextField } from '@backstage/ui';
import { useState } from 'react';
import { shownText, type FormField } from '../../model/form';
import { chaosTranslationRef } from '../../translation';
import { useFieldTexts } from './useFieldTexts';

/** The choice of nothing: no value of Chaos Mesh is empty. */
const NOTHING = 'nothing';

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

function ChoiceInput({ field, onChange }: InputProps) {
  const { schema, value, isRequired } = field;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { label, description, isInvalid } = useFieldTexts()(field);
  const text = shownText(schema, value);
  const options = (schema.enum ?? []).map(id => ({
    id,
    label: field.name === 'mode' && isMode(id) ? t(`mode.${id}`) : id,
  }));
  return (
    <Select
      size="small"
      label={label}
      {...(description && { description })}
      isInvalid={isInvalid}
      options={
        isRequired
          ? options
          : [{ id: NOTHING, label: t('form.nothing') }, ...options]
      }
      value={text || (isRequired ? null : NOTHING)}
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
  const { label } = useFieldTexts()(field);
  return (
    <Switch
      label={label}
      isSelected={field.value === true}
      onChange={isOn => onChange(String(isOn))}
    />
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
