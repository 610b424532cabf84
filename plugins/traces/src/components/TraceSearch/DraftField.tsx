import { TextField, type TextFieldProps } from '@backstage/ui';
import { useState } from 'react';

/**
 * A text that counts when it is finished: on Enter, or when one leaves it.
 * What is being typed gives way to a new value from the link.
 */
export function DraftField(
  props: Pick<
    TextFieldProps,
    'label' | 'placeholder' | 'className' | 'isInvalid'
  > & { value: string; onCommit: (text: string) => void },
) {
  const { value, onCommit, ...rest } = props;
  const [draft, setDraft] = useState({ value, text: value });
  const text = draft.value === value ? draft.text : value;

  const commit = () => {
    if (text.trim() !== value) {
      onCommit(text.trim());
    }
  };
  return (
    <TextField
      {...rest}
      size="small"
      value={text}
      onChange={next => setDraft({ value, text: next })}
      onBlur={commit}
      onKeyDown={event => event.key === 'Enter' && commit()}
    />
  );
}
