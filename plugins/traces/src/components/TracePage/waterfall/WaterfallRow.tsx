import { VisuallyHidden } from '@backstage/ui';
import {
  RiAlertLine,
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiErrorWarningFill,
  RiLinksLine,
  RiLockLine,
} from '@remixicon/react';
import { memo } from 'react';
import { type SpanNode, type TimeWindow } from '../../../model/trace';
import { useServiceColor } from '../../ServiceColors';
import { type TraceText } from '../hooks/useTraceText';
import { SpanBar } from './SpanBar';
import styles from './Waterfall.module.css';

const ICON_SIZE = 14;
const INDENT_PX = 12;
/** Deeper levels keep this indent: names must stay in sight. */
const DEEPEST_INDENT = 30;

type RowProps = {
  id: string;
  node: SpanNode;
  /** Its place among the rows that are shown, from zero. */
  position: number;
  top: number;
  window: TimeWindow;
  startNano: bigint;
  text: TraceText;
  isActive: boolean;
  isSelected: boolean;
  isCollapsed: boolean;
  isMatch: boolean;
  /** Only here because something below it is what was asked for. */
  isContext: boolean;
};

function Caret(props: { node: SpanNode; isCollapsed: boolean }) {
  if (props.node.children.length === 0) {
    return <span className={styles.caret} />;
  }
  const Icon = props.isCollapsed ? RiArrowRightSLine : RiArrowDownSLine;
  return (
    <span className={styles.caret} data-part="caret" aria-hidden="true">
      <Icon size={16} />
    </span>
  );
}

function Marks({ node, text: { t } }: { node: SpanNode; text: TraceText }) {
  const links = node.span.links.length;
  return (
    <>
      {node.isError && (
        <span className={styles.error} title={t('tracePage.waterfall.failed')}>
          <RiErrorWarningFill size={ICON_SIZE} aria-hidden="true" />
          <VisuallyHidden>{t('tracePage.waterfall.failed')}</VisuallyHidden>
        </span>
      )}
      {node.isRestricted && (
        <span
          className={styles.mark}
          title={t('tracePage.waterfall.restricted')}
        >
          <RiLockLine size={ICON_SIZE} aria-hidden="true" />
          <VisuallyHidden>{t('tracePage.waterfall.restricted')}</VisuallyHidden>
        </span>
      )}
      {node.oddities.length > 0 && (
        <span className={styles.odd} title={t('tracePage.waterfall.odd')}>
          <RiAlertLine size={ICON_SIZE} aria-hidden="true" />
          <VisuallyHidden>{t('tracePage.waterfall.odd')}</VisuallyHidden>
        </span>
      )}
      {links > 0 && (
        <span
          className={styles.mark}
          title={t('tracePage.waterfall.links', { count: links })}
        >
          <RiLinksLine size={ICON_SIZE} aria-hidden="true" />
          {links > 1 && <span aria-hidden="true">{links}</span>}
          <VisuallyHidden>
            {t('tracePage.waterfall.links', { count: links })}
          </VisuallyHidden>
        </span>
      )}
    </>
  );
}

function TreeCell(props: Pick<RowProps, 'node' | 'text' | 'isCollapsed'>) {
  const { node, text, isCollapsed } = props;
  const colorOf = useServiceColor();
  const indent = Math.min(node.depth, DEEPEST_INDENT) * INDENT_PX;
  const isRepeated =
    node.parent?.service === node.service && node.span.operation !== '';
  return (
    <div role="gridcell" className={styles.tree}>
      <span className={styles.indent} style={{ width: indent }} />
      <Caret node={node} isCollapsed={isCollapsed} />
      <span
        className={styles.swatch}
        data-restricted={node.isRestricted || undefined}
        style={{
          color: node.isRestricted ? undefined : colorOf(node.service),
        }}
      />
      <span
        className={styles.name}
        title={`${text.service(node)} ${node.span.operation}`}
      >
        <span
          className={styles.service}
          data-repeated={isRepeated || undefined}
        >
          {text.service(node)}
        </span>{' '}
        <span className={styles.operation}>{node.span.operation}</span>
      </span>
      <Marks node={node} text={text} />
      {isCollapsed && (
        <span className={styles.hidden}>
          <span aria-hidden="true">+{node.descendantCount}</span>
          <VisuallyHidden>
            {text.t('tracePage.waterfall.hidden', {
              count: node.descendantCount,
            })}
          </VisuallyHidden>
        </span>
      )}
    </div>
  );
}

function TimeCell(
  props: Pick<RowProps, 'node' | 'text' | 'window' | 'startNano'>,
) {
  const { node, text } = props;
  const duration = text.duration(node.durationUs);
  const events = node.span.events.length;
  return (
    <div role="gridcell" className={styles.time}>
      <div className={styles.track} aria-hidden="true">
        <SpanBar
          node={node}
          startNano={props.startNano}
          window={props.window}
          duration={duration}
        />
      </div>
      <VisuallyHidden>
        {[
          text.t('tracePage.waterfall.bar', {
            start: text.duration(node.startUs),
            duration,
          }),
          ...(node.isCritical ? [text.t('tracePage.waterfall.critical')] : []),
          ...(events > 0
            ? [text.t('tracePage.waterfall.events', { count: events })]
            : []),
        ].join(', ')}
      </VisuallyHidden>
    </div>
  );
}

function Row(props: RowProps) {
  const { node, isCollapsed } = props;
  return (
    <div
      id={props.id}
      role="row"
      className={styles.row}
      style={{ transform: `translateY(${props.top}px)` }}
      // The header is the first row.
      aria-rowindex={props.position + 2}
      aria-level={node.depth + 1}
      aria-expanded={node.children.length > 0 ? !isCollapsed : undefined}
      aria-selected={props.isSelected}
      data-position={props.position}
      data-active={props.isActive || undefined}
      data-match={props.isMatch || undefined}
      data-context={props.isContext || undefined}
    >
      <TreeCell node={node} text={props.text} isCollapsed={isCollapsed} />
      <TimeCell
        node={node}
        text={props.text}
        window={props.window}
        startNano={props.startNano}
      />
    </div>
  );
}

/** One span. It holds no state, and is drawn again only when what it shows changes. */
export const WaterfallRow = memo(Row);
