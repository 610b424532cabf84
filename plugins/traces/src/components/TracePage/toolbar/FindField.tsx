import { ButtonIcon, SearchField } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { type RefObject } from 'react';
import { type SpanNode } from '../../../model/trace';
import { type TraceText } from '../hooks/useTraceText';
import { neighbour } from '../lib/waterfallKeys';
import styles from './Toolbar.module.css';

function positionText(
  { t }: TraceText,
  matches: readonly SpanNode[],
  active: SpanNode | undefined,
): string {
  if (matches.length === 0) {
    return t('tracePage.find.none');
  }
  const position = active ? matches.indexOf(active) + 1 : 0;
  const count = matches.length;
  return position > 0
    ? t('tracePage.find.position', {
        position: String(position),
        total: String(count),
      })
    : t('tracePage.find.count', { count });
}

/** Finds text in the trace, and goes from match to match. */
export function FindField(props: {
  field: RefObject<HTMLDivElement>;
  find: string;
  matches: readonly SpanNode[];
  active: SpanNode | undefined;
  onFind(find: string): void;
  onGo(node: SpanNode): void;
  onLeave(): void;
  text: TraceText;
}) {
  const { field, find, matches, active, onFind, onGo, onLeave, text } = props;
  const { t } = text;
  const go = (step: 1 | -1) => {
    const next = neighbour(matches, active, step);
    if (next) {
      onGo(next);
    }
  };
  return (
    <div className={styles.find} role="search">
      <SearchField
        ref={field}
        size="small"
        className={styles.field}
        aria-label={t('tracePage.find.label')}
        placeholder={t('tracePage.find.placeholder')}
        value={find}
        onChange={onFind}
        onSubmit={() => go(1)}
        onClear={onLeave}
      />
      <span className={styles.count} role="status">
        {find && positionText(text, matches, active)}
      </span>
      {([-1, 1] as const).map(step => (
        <ButtonIcon
          key={step}
          size="small"
          variant="tertiary"
          icon={step === 1 ? <RiArrowDownSLine /> : <RiArrowUpSLine />}
          aria-label={t(
            step === 1 ? 'tracePage.find.next' : 'tracePage.find.previous',
          )}
          isDisabled={matches.length === 0}
          onPress={() => go(step)}
        />
      ))}
    </div>
  );
}
