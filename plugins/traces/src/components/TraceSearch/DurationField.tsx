import { parseDuration } from '../../model/durationText';
import { DraftField } from './DraftField';
import styles from './TraceSearch.module.css';

/** A duration as text with its unit; what it may look like stands in it. */
export function DurationField(props: {
  label: string;
  example: string;
  text: string;
  onChange: (text: string) => void;
}) {
  const { label, example, text, onChange } = props;

  return (
    <DraftField
      className={styles.durationField}
      label={label}
      placeholder={example}
      value={text}
      isInvalid={text !== '' && parseDuration(text) === undefined}
      onCommit={onChange}
    />
  );
}
