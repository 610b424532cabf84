import { Combobox } from '@backstage/ui';
import { useState } from 'react';
import styles from './TraceSearch.module.css';

/** Something to choose. */
export type Suggestion = { id: string; label: string; description?: string };

/** Whether Enter chooses a suggestion instead of finishing the text. */
function isOnSuggestion(field: EventTarget): boolean {
  return (
    field instanceof Element && field.hasAttribute('aria-activedescendant')
  );
}

/** A text with suggestions, which counts when it is chosen or finished. */
export function SuggestionField(props: {
  label: string;
  placeholder: string;
  value: string;
  suggestions: readonly Suggestion[];
  isLoading: boolean;
  onCommit: (value: string) => void;
}) {
  const { label, placeholder, value, suggestions, isLoading, onCommit } = props;
  const [draft, setDraft] = useState({ value, text: value });
  const text = draft.value === value ? draft.text : value;

  const commit = (next: string) => {
    setDraft({ value, text: next });
    if (next.trim() !== value) {
      onCommit(next.trim());
    }
  };
  return (
    <Combobox
      className={styles.suggestionField}
      size="small"
      label={label}
      placeholder={placeholder}
      options={suggestions}
      loading={isLoading ? { state: 'loading' } : undefined}
      allowsCustomValue
      menuTrigger={suggestions.length > 0 ? 'focus' : 'input'}
      // Not by `search`: with that, the arrow keys find nothing once one has typed.
      inputValue={text}
      onInputChange={next => setDraft({ value, text: next })}
      onChange={key => key !== null && commit(String(key))}
      onBlur={() => commit(text)}
      onKeyDown={event => {
        if (event.key === 'Enter' && !isOnSuggestion(event.target)) {
          commit(text);
        }
      }}
    />
  );
}
