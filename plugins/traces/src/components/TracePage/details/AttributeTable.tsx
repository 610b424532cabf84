import { ButtonIcon, ButtonLink } from '@backstage/ui';
import { RiFileCopyLine, RiSearchLine } from '@remixicon/react';
import { useCopy } from '../hooks/useCopy';
import { type TraceText } from '../hooks/useTraceText';
import { LongText } from './LongText';
import styles from './SpanDetails.module.css';

type Attributes = { [key: string]: string };

/** Where a search for an attribute leads; `undefined` where it cannot. */
export type SearchBy = (key: string, value: string) => string | undefined;

function matching(attributes: Attributes, filter: string) {
  const needle = filter.trim().toLowerCase();
  return Object.entries(attributes)
    .filter(([key, value]) => `${key}=${value}`.toLowerCase().includes(needle))
    .sort(([one], [other]) => one.localeCompare(other));
}

function AttributeRow(props: {
  name: string;
  value: string;
  searchBy: SearchBy | undefined;
  text: TraceText;
}) {
  const { name, value, searchBy, text } = props;
  const { t } = text;
  const copy = useCopy();
  const search = searchBy?.(name, value);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <div className={styles.value}>
          <span className={styles.text}>
            <LongText text={text}>{value}</LongText>
          </span>
          <span className={styles.actions}>
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiFileCopyLine />}
              aria-label={t('tracePage.actions.copyValue', { key: name })}
              onPress={() => copy(value)}
            />
            {search !== undefined && (
              <ButtonLink
                size="small"
                variant="tertiary"
                href={search}
                iconStart={<RiSearchLine />}
                aria-label={t('tracePage.span.searchBy', { key: name })}
              />
            )}
          </span>
        </div>
      </td>
    </tr>
  );
}

/** Attributes by name, of which a filter leaves some. */
export function AttributeTable(props: {
  label: string;
  attributes: Attributes;
  filter?: string;
  searchBy?: SearchBy;
  text: TraceText;
}) {
  const { label, attributes, filter = '', searchBy, text } = props;
  const count = Object.keys(attributes).length;
  const entries = matching(attributes, filter);
  if (entries.length === 0) {
    return (
      <p className={styles.nothing}>
        {count === 0
          ? text.t('tracePage.span.noAttributes')
          : text.t('tracePage.span.noneMatch', { total: String(count) })}
      </p>
    );
  }
  return (
    <table className={styles.attributes} aria-label={label}>
      <tbody>
        {entries.map(([name, value]) => (
          <AttributeRow
            key={name}
            name={name}
            value={value}
            searchBy={searchBy}
            text={text}
          />
        ))}
      </tbody>
    </table>
  );
}
