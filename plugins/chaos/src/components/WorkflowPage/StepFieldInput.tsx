import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Switch, TextAreaField, TextField } from '@backstage/ui';
import { useId, useState } from 'react';
import { type StepField } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import styles from './WorkflowPage.module.css';

const HINTS = {
  deadline: 'fieldHint.duration',
  namespaces: 'workflow.field.namespacesHint',
  labels: 'workflow.field.labelsHint',
  command: 'workflow.field.linesHint',
  args: 'workflow.field.linesHint',
  checkDuration: 'workflow.field.checkDurationHint',
} as const;

function hasHint(name: StepField['name']): name is keyof typeof HINTS {
  return Object.hasOwn(HINTS, name);
}

type InputProps = {
  field: StepField;
  onChange: (entered: string) => void;
};

/** The name of a field, and what to know of it. */
function useTexts({ name, text }: StepField) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const hint = hasHint(name) ? t(HINTS[name]) : undefined;
  return {
    label: t(`workflow.field.${name}`),
    description: text === undefined ? t('form.inYaml') : hint,
  };
}

function FlagInput({ field, onChange }: InputProps) {
  const { label, description } = useTexts(field);
  const textId = useId();
  return (
    <div>
      <Switch
        label={label}
        isDisabled={field.text === undefined}
        isSelected={field.text === 'true'}
        onChange={isOn => onChange(String(isOn))}
        {...(description && { 'aria-describedby': textId })}
      />
      {description && (
        <div id={textId} className={styles.quiet}>
          {description}
        </div>
      )}
    </div>
  );
}

function ChoiceInput({ field, onChange }: InputProps) {
  const { options = [], text } = field;
  const { label, description } = useTexts(field);
  // What stands there is a choice, too, where it is none of them.
  const ids = !text || options.includes(text) ? options : [...options, text];
  return (
    <Select
      size="small"
      label={label}
      {...(description && { description })}
      isDisabled={text === undefined}
      options={ids.map(id => ({ id, label: id }))}
      value={text || null}
      onChange={key => key !== null && onChange(String(key))}
    />
  );
}

/** What is being written stays as it is until one leaves it. */
function TextInput({ field, onChange }: InputProps) {
  const { type, text } = field;
  const { label, description } = useTexts(field);
  const [draft, setDraft] = useState<string>();
  const shared = {
    label,
    ...(description && { description }),
    // What the form cannot show, it does not write over.
    isDisabled: text === undefined,
    value: draft ?? text ?? '',
    onChange: (entered: string) => {
      setDraft(entered);
      onChange(entered);
    },
    onBlur: () => setDraft(undefined),
  };
  return type === 'lines' ? (
    <TextAreaField {...shared} rows={2} />
  ) : (
    <TextField {...shared} size="small" />
  );
}

/** One field of a step. */
export function StepFieldInput(props: InputProps) {
  switch (props.field.type) {
    case 'flag':
      return <FlagInput {...props} />;
    case 'choice':
      return <ChoiceInput {...props} />;
    default:
      return <TextInput {...props} />;
  }
}
