import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Switch, TextAreaField, TextField } from '@backstage/ui';
import { useState } from 'react';
import { type StepField } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';

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

/** One field of a step. What is being written stays as it is until one leaves it. */
export function StepFieldInput(props: {
  field: StepField;
  onChange: (entered: string) => void;
}) {
  const { field, onChange } = props;
  const { name, type, options = [], text } = field;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [draft, setDraft] = useState<string>();
  const label = t(`workflow.field.${name}`);
  const shared = {
    label,
    value: draft ?? text,
    ...(hasHint(name) && { description: t(HINTS[name]) }),
    onChange: (entered: string) => {
      setDraft(entered);
      onChange(entered);
    },
    onBlur: () => setDraft(undefined),
  };
  if (type === 'flag') {
    return (
      <Switch
        label={label}
        isSelected={text === 'true'}
        onChange={isOn => onChange(String(isOn))}
      />
    );
  }
  if (type === 'choice') {
    return (
      <Select
        size="small"
        label={label}
        options={options.map(id => ({ id, label: id }))}
        value={text || null}
        onChange={key => key !== null && onChange(String(key))}
      />
    );
  }
  return type === 'lines' ? (
    <TextAreaField {...shared} rows={2} />
  ) : (
    <TextField {...shared} size="small" />
  );
}
