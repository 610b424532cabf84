import { Link, Text } from '@backstage/ui';
import { RiErrorWarningFill } from '@remixicon/react';
import { formatNumber, RelativeTime } from '@shop-platform/ui-kit';
import { type ReactNode } from 'react';
import { describeTrace, type TraceModel } from '../../../model/trace';
import { traceWindow, type TraceLinks } from '../hooks/useTraceLinks';
import { type TraceText } from '../hooks/useTraceText';
import { sentenceOf } from '../lib/sentence';
import { TraceActions } from './TraceActions';
import styles from './TraceHeader.module.css';

function Fact(props: { label: string; title?: string; children: ReactNode }) {
  return (
    <div className={styles.fact} title={props.title}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function startOf(date: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  }).format(date);
}

function Facts({ model, text }: { model: TraceModel; text: TraceText }) {
  const { t, locale } = text;
  const { from } = traceWindow(model);
  const { sources, traceId, spanCount } = model.trace;
  const answered = sources.filter(({ state }) => state === 'answered');
  const number = (value: number) => formatNumber(value, { locale });
  return (
    <dl className={styles.facts}>
      <Fact label={t('tracePage.facts.start')}>
        {startOf(from, locale)}{' '}
        <span className={styles.secondary}>
          <RelativeTime date={from} />
        </span>
      </Fact>
      <Fact
        label={t('tracePage.facts.duration')}
        title={`${model.durationUs.toLocaleString(locale)} µs`}
      >
        {text.duration(model.durationUs)}
      </Fact>
      <Fact
        label={t('tracePage.facts.spans')}
        title={spanCount.toLocaleString(locale)}
      >
        {number(spanCount)}
      </Fact>
      {model.errorCount > 0 && (
        <Fact label={t('tracePage.facts.errors')}>
          <span className={styles.errors}>{number(model.errorCount)}</span>
        </Fact>
      )}
      <Fact label={t('tracePage.facts.services')}>
        {number(model.services.length)}
      </Fact>
      <Fact label={t('tracePage.facts.depth')}>{number(model.depth)}</Fact>
      {answered.length > 0 && (
        <Fact label={t('tracePage.facts.source')}>
          {new Intl.ListFormat(locale).format(
            answered.map(({ title }) => title),
          )}
        </Fact>
      )}
      <Fact label={t('tracePage.facts.traceId')}>
        <code className={styles.id}>{traceId}</code>
      </Fact>
    </dl>
  );
}

/** What the trace is about in one sentence, and its numbers. */
export function TraceHeader(props: {
  model: TraceModel;
  links: TraceLinks;
  linkParameters: URLSearchParams;
  onReload(): void;
  text: TraceText;
}) {
  const { model, links, text } = props;
  const story = describeTrace(model);
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        {links.search !== undefined && (
          <Link href={links.search} variant="body-small" standalone>
            {text.t('tracePage.allTraces')}
          </Link>
        )}
        <Text as="h1" variant="title-x-small" className={styles.sentence}>
          {story?.kind === 'failed' && (
            <RiErrorWarningFill className={styles.icon} aria-hidden="true" />
          )}
          {story ? sentenceOf(story, text) : text.t('tracePage.title')}
        </Text>
        <Facts model={model} text={text} />
      </div>
      <TraceActions
        model={model}
        linkParameters={props.linkParameters}
        onReload={props.onReload}
        text={text}
      />
    </header>
  );
}
