import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { type ReactNode, useId, useRef } from 'react';
import { uiKitTranslationRef } from '../../translation';
import styles from './YamlField.module.css';

/**
 * What is to be said of a text, and of which line.
 *
 * @public
 */
export type YamlNote = {
  message: ReactNode;
  /** The first is 1. */
  line?: number;
};

/**
 * Properties of `YamlField`.
 *
 * @public
 */
export type YamlFieldProps = {
  value: string;
  onChange: (value: string) => void;
  /** Under the text. */
  hint?: string;
  /** Why it cannot be read. */
  problem?: YamlNote;
  /** What is to be changed in it; not shown while it cannot be read. */
  notes?: {
    label: string;
    items: readonly YamlNote[];
    /** They are those of an earlier text. */
    isOutdated?: boolean;
  };
} & (
  | { label: string; labelledBy?: undefined }
  | {
      /** The id of the heading that is its label. */
      labelledBy: string;
      label?: undefined;
    }
);

/** Where a line begins and ends in a text. */
function rangeOf(text: string, line: number): [from: number, to: number] {
  const lines = text.split('\n');
  const from = lines
    .slice(0, line - 1)
    .reduce((length, each) => length + each.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}

function Note(props: { note: YamlNote; onGoTo: (line: number) => void }) {
  const { message, line } = props.note;
  const { t } = useTranslationRef(uiKitTranslationRef);
  return (
    <>
      {line !== undefined && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => props.onGoTo(line)}
        >
          {t('yaml.line', { line: String(line) })}
        </Button>
      )}
      <span>{message}</span>
    </>
  );
}

/**
 * A text in YAML that is written by hand, with what is wrong in which line.
 *
 * @public
 */
export function YamlField(props: YamlFieldProps) {
  const { value, onChange, label, labelledBy, hint, problem, notes } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const textId = useId();
  const hintId = useId();

  const goTo = (line: number) => {
    const [from, to] = rangeOf(value, line);
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
    const height = (area.current?.scrollHeight ?? 0) / value.split('\n').length;
    area.current?.scrollTo?.({ top: Math.max(0, (line - 4) * height) });
  };

  return (
    <div className={styles.field}>
      {label !== undefined && (
        <label className={styles.label} htmlFor={textId}>
          {label}
        </label>
      )}
      <textarea
        ref={area}
        id={textId}
        className={styles.yaml}
        spellCheck={false}
        aria-labelledby={labelledBy}
        aria-describedby={hint === undefined ? undefined : hintId}
        aria-invalid={problem !== undefined}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      {problem && (
        <div className={styles.note} role="alert">
          <Note note={problem} onGoTo={goTo} />
        </div>
      )}
      {!problem && notes && notes.items.length > 0 && (
        <ul
          className={styles.notes}
          aria-label={notes.label}
          data-outdated={notes.isOutdated ?? false}
        >
          {notes.items.map((note, index) => (
            <li key={index} className={styles.note}>
              <Note note={note} onGoTo={goTo} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
