import { ButtonIcon } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { type ReactNode } from 'react';
import { type SpanNode } from '../../../model/trace';
import { useCopy } from '../hooks/useCopy';
import { type TraceText } from '../hooks/useTraceText';
import styles from './SpanDetails.module.css';

function Fact(props: { label: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={props.isWide ? styles.wide : undefined}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function criticalUs({ critical }: SpanNode): number {
  return critical.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
}

function ScopeFact({ node, text }: { node: SpanNode; text: TraceText }) {
  const { scope } = node.span;
  return scope?.name ? (
    <Fact label={text.t('tracePage.span.scope')} isWide>
      {[scope.name, scope.version].filter(Boolean).join(' ')}
    </Fact>
  ) : undefined;
}

function ParentFact(props: {
  node: SpanNode;
  onSelect(node: SpanNode): void;
  text: TraceText;
}) {
  const { parent, span } = props.node;
  if (!parent) {
    return span.parentSpanId ? (
      <Fact label={props.text.t('tracePage.span.parentId')}>
        <code>{span.parentSpanId}</code>
      </Fact>
    ) : undefined;
  }
  return (
    <Fact label={props.text.t('tracePage.span.parentId')}>
      <button
        type="button"
        className={styles.parent}
        onClick={() => props.onSelect(parent)}
      >
        {parent.span.operation || parent.span.spanId}
      </button>
    </Fact>
  );
}

type FactsProps = {
  node: SpanNode;
  onSelect(node: SpanNode): void;
  text: TraceText;
};

function TimeFacts({ node, text }: FactsProps) {
  const { t, duration, locale } = text;
  return (
    <>
      <Fact label={t('tracePage.span.start')}>{duration(node.startUs)}</Fact>
      <Fact label={t('tracePage.span.duration')}>
        <span title={`${node.durationUs.toLocaleString(locale)} µs`}>
          {duration(node.durationUs)}
        </span>
      </Fact>
      <Fact label={t('tracePage.span.self')}>
        <span title={t('tracePage.span.selfHelp')}>
          {duration(node.selfUs)}
        </span>
      </Fact>
      {node.isCritical && (
        <Fact label={t('tracePage.span.critical')}>
          {duration(criticalUs(node))}
        </Fact>
      )}
    </>
  );
}

function IdFact({ node, text: { t } }: FactsProps) {
  const copy = useCopy();
  const { spanId } = node.span;
  return (
    <Fact label={t('tracePage.span.spanId')} isWide>
      <code>{spanId}</code>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiFileCopyLine />}
        aria-label={t('tracePage.actions.copySpanId')}
        onPress={() => copy(spanId)}
      />
    </Fact>
  );
}

/** When a span ran, for how long, and where it belongs. */
export function SpanFacts(props: FactsProps) {
  const { node, text } = props;
  const { t, locale } = text;
  const { kind, status } = node.span;
  return (
    <dl className={styles.facts}>
      <TimeFacts {...props} />
      <Fact label={t('tracePage.span.kind')}>
        {t(`tracePage.kind.${kind}`)}
      </Fact>
      <Fact label={t('tracePage.span.status')}>
        {t(`tracePage.status.${status.code}`)}
      </Fact>
      <ParentFact {...props} />
      {node.children.length > 0 && (
        <Fact label={t('tracePage.span.children')}>
          {node.children.length.toLocaleString(locale)}
        </Fact>
      )}
      <ScopeFact node={node} text={text} />
      <IdFact {...props} />
    </dl>
  );
}
