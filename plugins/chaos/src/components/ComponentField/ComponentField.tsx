import { Combobox } from '@backstage/ui';
import { useState } from 'react';
import { useComponents } from '../../hooks/useComponents';
import { nameOf } from '../../model/names';

/** Chooses a component that has workloads. */
export function ComponentField(props: {
  className?: string;
  label: string;
  placeholder: string;
  /** Its ref. */
  value: string | undefined;
  onChange: (entityRef: string | undefined) => void;
}) {
  const { className, label, placeholder, value, onChange } = props;
  const { components, isLoading } = useComponents();
  const titleOf = (ref: string | undefined) =>
    ref === undefined
      ? ''
      : components.find(each => each.ref === ref)?.title ?? nameOf(ref);
  const [draft, setDraft] = useState<{ value?: string; text: string }>();
  const text = draft && draft.value === value ? draft.text : titleOf(value);

  return (
    <Combobox
      {...(className && { className })}
      size="small"
      label={label}
      placeholder={placeholder}
      options={components.map(({ ref, title, description }) => ({
        id: ref,
        label: title,
        ...(description ? { description } : {}),
      }))}
      {...(isLoading && { loading: { state: 'loading' as const } })}
      menuTrigger="focus"
      value={value ?? null}
      // Not by `search`: with that, the arrow keys find nothing once one has typed.
      inputValue={text}
      onInputChange={next =>
        setDraft({ ...(value ? { value } : {}), text: next })
      }
      onBlur={() => {
        setDraft(undefined);
        if (text.trim() === '' && value !== undefined) {
          onChange(undefined);
        }
      }}
      onChange={key => {
        setDraft(undefined);
        if (key !== null && key !== value) {
          onChange(String(key));
        }
      }}
    />
  );
}
