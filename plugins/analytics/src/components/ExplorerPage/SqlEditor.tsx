import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type KeyboardEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import {
  applyCompletion,
  completeAt,
  type Completion,
} from '../../model/completion';
import { analyticsTranslationRef } from '../../translation';
import styles from './ExplorerPage.module.css';

/** A field for SQL, which offers the tables, columns and functions that a word may become. */
export function SqlEditor(props: {
  sql: string;
  words: readonly Completion[];
  onChange: (sql: string) => void;
  onRun: () => void;
}) {
  const { sql, words, onChange, onRun } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const [cursor, setCursor] = useState<number>();
  const [active, setActive] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const moveTo = useRef<number>();
  const id = useId();
  const { word, completions } =
    cursor === undefined
      ? { word: '', completions: [] }
      : completeAt(sql, cursor, words);
  const isOpen = completions.length > 0;
  const optionId = (index: number) => `${id}-option-${index}`;

  useLayoutEffect(() => {
    if (moveTo.current !== undefined) {
      field.current?.setSelectionRange(moveTo.current, moveTo.current);
      moveTo.current = undefined;
    }
  });

  const choose = (completion: Completion | undefined) => {
    if (completion && cursor !== undefined) {
      const next = applyCompletion(sql, cursor, {
        word,
        text: completion.text,
      });
      moveTo.current = next.cursor;
      setCursor(undefined);
      onChange(next.sql);
      field.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setCursor(undefined);
      onRun();
      return;
    }
    if (!isOpen) {
      return;
    }
    const { length } = completions;
    const keys: Partial<Record<string, () => void>> = {
      ArrowDown: () => setActive((active + 1) % length),
      ArrowUp: () => setActive((active + length - 1) % length),
      Enter: () => choose(completions[active]),
      Tab: () => choose(completions[active]),
      Escape: () => setCursor(undefined),
    };
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  return (
    <div className={styles.editor}>
      <label className={styles.label} htmlFor={id}>
        {t('explorer.sql')}
      </label>
      <textarea
        ref={field}
        id={id}
        className={styles.sql}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        rows={9}
        value={sql}
        aria-autocomplete="list"
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen ? optionId(active) : undefined}
        onChange={event => {
          onChange(event.target.value);
          setCursor(event.target.selectionStart);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(undefined)}
      />
      {isOpen && (
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={t('explorer.completions')}
          className={styles.completions}
        >
          {completions.map((completion, index) => (
            <li
              key={`${completion.kind} ${completion.text}`}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              // Before the field loses the focus, and with it the list.
              onPointerDown={event => {
                event.preventDefault();
                choose(completion);
              }}
            >
              <code>{completion.text}</code>{' '}
              <span className={styles.quiet}>
                {completion.detail || t(`explorer.kind.${completion.kind}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.quiet}>{t('explorer.keys')}</p>
    </div>
  );
}
