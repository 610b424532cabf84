import { ButtonIcon, SearchField, Text } from '@backstage/ui';
import {
  RiAlertLine,
  RiCloseLine,
  RiErrorWarningFill,
  RiLockLine,
  RiZoomInLine,
} from '@remixicon/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import {
  reasonOf,
  type SpanNode,
  type TimeWindow,
  type TraceModel,
} from '../../../model/trace';
import { useServiceColor } from '../../ServiceColors';
import { type TraceLinks } from '../hooks/useTraceLinks';
import { type TraceText } from '../hooks/useTraceText';
import { AttributeTable } from './AttributeTable';
import { LongText } from './LongText';
import { Section } from './Section';
import styles from './SpanDetails.module.css';
import { SpanEvents } from './SpanEvents';
import { SpanFacts } from './SpanFacts';
import { SpanLinks } from './SpanLinks';

type DetailsProps = {
  model: TraceModel;
  node: SpanNode;
  links: TraceLinks;
  onSelect(node: SpanNode): void;
  onZoom(zoom: TimeWindow): void;
  onClose(): void;
  text: TraceText;
};

function Head({ node, onZoom, onClose, text }: DetailsProps) {
  const { startUs: fromUs, endUs: toUs } = node;
  const colorOf = useServiceColor();
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <span className={styles.service}>
          <span
            className={styles.dot}
            style={{
              color: node.isRestricted ? undefined : colorOf(node.service),
            }}
          />
          {text.service(node)}
        </span>
        <Text as="h2" variant="body-medium" weight="bold">
          <LongText text={text}>
            {node.span.operation || text.t('tracePage.span.title')}
          </LongText>
        </Text>
      </div>
      <div className={styles.actions}>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiZoomInLine />}
          aria-label={text.t('tracePage.span.zoom')}
          onPress={() => onZoom({ fromUs, toUs })}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiCloseLine />}
          aria-label={text.t('tracePage.close')}
          onPress={onClose}
        />
      </div>
    </div>
  );
}

/** What is wrong with the span, above everything else about it. */
function Troubles({ node, text }: DetailsProps) {
  const { t } = text;
  const parent = node.span.parentSpanId ?? '';
  return (
    <>
      {node.isError && (
        <p className={styles.failure}>
          <RiErrorWarningFill size={16} aria-hidden="true" />
          <span>
            <strong>{t('tracePage.span.failed')}</strong>{' '}
            <LongText text={text}>
              {node.span.status.message || reasonOf(node) || ''}
            </LongText>
          </span>
        </p>
      )}
      {node.isRestricted && (
        <p className={styles.trouble}>
          <RiLockLine size={16} aria-hidden="true" />
          {t('tracePage.span.restricted')}
        </p>
      )}
      {node.oddities.map(oddity => (
        <p key={oddity} className={styles.trouble}>
          <RiAlertLine size={16} aria-hidden="true" />
          {t(`tracePage.odd.${oddity}`, { parent })}
        </p>
      ))}
    </>
  );
}

function Attributes(props: DetailsProps & { filter: string }) {
  const { node, links, filter, text } = props;
  const { t } = text;
  const { service } = node;
  const searchBy = (key: string, value: string) =>
    links.searchBy(key, value, service);
  const parts = [
    [t('tracePage.span.attributes'), node.span.attributes],
    [t('tracePage.span.resource'), node.resource.attributes],
  ] as const;
  return parts.map(([label, attributes]) => (
    <Section key={label} title={label} count={Object.keys(attributes).length}>
      <AttributeTable
        label={label}
        attributes={attributes}
        filter={filter}
        searchBy={searchBy}
        text={text}
      />
    </Section>
  ));
}

/** Escape closes the details from inside, unless a field there had a use for it. */
function useCloseKey(onClose: () => void): RefObject<HTMLElement> {
  const section = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onKeyDown = ({ key, target, defaultPrevented }: KeyboardEvent) => {
      const isInside =
        target instanceof Node && section.current?.contains(target);
      if (key === 'Escape' && isInside && !defaultPrevented) {
        close.current();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return section;
}

/** All about one span, beside the rows. */
export function SpanDetails(props: DetailsProps) {
  const { node, onClose, text } = props;
  const { t } = text;
  const [filter, setFilter] = useState('');
  const section = useCloseKey(onClose);
  return (
    <section
      ref={section}
      className={styles.details}
      aria-label={t('tracePage.span.title')}
    >
      <Head {...props} />
      <div className={styles.body} key={node.key}>
        <Troubles {...props} />
        <SpanFacts node={node} onSelect={props.onSelect} text={text} />
        {!node.isRestricted && (
          <>
            <SearchField
              size="small"
              aria-label={t('tracePage.span.filter')}
              placeholder={t('tracePage.span.filter')}
              value={filter}
              onChange={setFilter}
            />
            <Attributes {...props} filter={filter} />
            <SpanEvents {...props} filter={filter} />
            <SpanLinks {...props} />
          </>
        )}
      </div>
    </section>
  );
}
