import { type SpanEvent } from '@shop-platform/backstage-plugin-traces-common';
import { ButtonIcon } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import {
  microsSince,
  parseNanos,
  type SpanNode,
  type TraceModel,
} from '../../../model/trace';
import { useCopy } from '../hooks/useCopy';
import { type TraceText } from '../hooks/useTraceText';
import { AttributeTable } from './AttributeTable';
import { LongText } from './LongText';
import { Section } from './Section';
import styles from './SpanDetails.module.css';

const STACK_ATTRIBUTE = 'exception.stacktrace';
const SHORT_STACK_LENGTH = 1_600;

function StackTrace(props: { stack: string; text: TraceText }) {
  const { stack, text } = props;
  const copy = useCopy();
  return (
    <div className={styles.stack}>
      <pre>
        <LongText shortLength={SHORT_STACK_LENGTH} text={text}>
          {stack}
        </LongText>
      </pre>
      <ButtonIcon
        size="small"
        variant="tertiary"
        className={styles.copyStack}
        icon={<RiFileCopyLine />}
        aria-label={text.t('tracePage.actions.copyText')}
        onPress={() => copy(stack)}
      />
    </div>
  );
}

function Event(props: {
  event: SpanEvent;
  node: SpanNode;
  startNano: bigint;
  filter: string;
  text: TraceText;
}) {
  const { event, node, startNano, filter, text } = props;
  const moment = parseNanos(event.timeUnixNano);
  const offset =
    moment === undefined
      ? text.t('tracePage.span.unknown')
      : text.duration(microsSince(startNano, moment) - node.startUs);
  const { [STACK_ATTRIBUTE]: stack, ...attributes } = event.attributes;
  return (
    <li className={styles.event}>
      <p className={styles.eventName}>
        <strong>{event.name}</strong>{' '}
        <span className={styles.secondary}>
          {text.t('tracePage.span.eventAt', { offset })}
        </span>
      </p>
      {Object.keys(attributes).length > 0 && (
        <AttributeTable
          label={event.name}
          attributes={attributes}
          filter={filter}
          text={text}
        />
      )}
      {stack && <StackTrace stack={stack} text={text} />}
    </li>
  );
}

/** What happened while the span ran, in order. */
export function SpanEvents(props: {
  model: TraceModel;
  node: SpanNode;
  filter: string;
  text: TraceText;
}) {
  const { model, node, filter, text } = props;
  const { events } = node.span;
  if (events.length === 0) {
    return undefined;
  }
  return (
    <Section title={text.t('tracePage.span.events')} count={events.length}>
      <ol className={styles.events}>
        {events.map((event, index) => (
          <Event
            key={index}
            event={event}
            node={node}
            startNano={model.startNano}
            filter={filter}
            text={text}
          />
        ))}
      </ol>
    </Section>
  );
}
