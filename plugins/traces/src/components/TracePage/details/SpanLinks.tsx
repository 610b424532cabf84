import { Button, Link } from '@backstage/ui';
import { type SpanLink } from '@shop-platform/backstage-plugin-traces-common';
import { type SpanNode, type TraceModel } from '../../../model/trace';
import { type TraceLinks } from '../hooks/useTraceLinks';
import { type TraceText } from '../hooks/useTraceText';
import { AttributeTable } from './AttributeTable';
import { Section } from './Section';
import styles from './SpanDetails.module.css';

type LinkProps = {
  model: TraceModel;
  links: TraceLinks;
  onSelect(node: SpanNode): void;
  text: TraceText;
};

/** To a span of this trace without leaving it, to another trace as a link. */
function Target({ link, ...props }: LinkProps & { link: SpanLink }) {
  const { model, links, onSelect } = props;
  const { t } = props.text;
  const { traceId, spanId } = link;
  const here =
    traceId === model.trace.traceId ? model.byKey.get(spanId) : undefined;
  const address = links.trace(traceId, spanId);
  if (here) {
    return (
      <Button size="small" variant="tertiary" onPress={() => onSelect(here)}>
        {t('tracePage.span.openSpan', { spanId })}
      </Button>
    );
  }
  return address ? (
    <Link href={address}>{t('tracePage.span.openTrace', { traceId })}</Link>
  ) : (
    <code>{traceId}</code>
  );
}

/** Spans of this and of other traces that the span refers to. */
export function SpanLinks({ node, ...props }: LinkProps & { node: SpanNode }) {
  const { links } = node.span;
  if (links.length === 0) {
    return undefined;
  }
  return (
    <Section title={props.text.t('tracePage.span.links')} count={links.length}>
      <ul className={styles.events}>
        {links.map((link, index) => (
          <li key={index} className={styles.event}>
            <Target link={link} {...props} />
            {Object.keys(link.attributes).length > 0 && (
              <AttributeTable
                label={link.traceId}
                attributes={link.attributes}
                text={props.text}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
