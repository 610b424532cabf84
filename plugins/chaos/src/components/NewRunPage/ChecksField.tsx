import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import {
  MAX_CHECKS,
  type ChaosPolicy,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useId } from 'react';
import {
  CHECK_TYPES,
  newCheck,
  readChecks,
  withField,
  withSide,
  writeChecks,
  type CheckDraft,
  type CheckType,
} from '../../model/checks';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

type Sources = ChaosPolicy['checks'];

/** The fields of each type; the limit of the last two is on either side. */
const FIELDS = {
  latency: ['service', 'below'],
  errors: ['service', 'below'],
  rate: ['service', 'caller', 'above'],
  http: ['url', 'status', 'below'],
  sql: [],
  promql: ['query'],
} as const;

const PLACEHOLDERS: Partial<Record<string, string>> = {
  url: 'https://shop.example.com/healthz',
  query: 'sum(rate(http_requests_total{code=~"5.."}[1m]))',
};

/** What a field takes, where its name does not say it. */
function hintOf(type: CheckType, field: string) {
  switch (field) {
    case 'service':
      return 'checks.serviceHint';
    case 'caller':
      return 'checks.callerHint';
    case 'above':
      return 'checks.rateHint';
    case 'below':
      return type === 'errors' ? 'checks.ratioHint' : 'checks.lengthHint';
    default:
      return undefined;
  }
}

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function Limit(props: {
  check: CheckDraft;
  onChange: (check: CheckDraft) => void;
}) {
  const { check, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const side = check.above === undefined ? 'below' : 'above';
  return (
    <>
      <Select
        size="small"
        label={t('checks.side')}
        options={(['below', 'above'] as const).map(id => ({
          id,
          label: t(`checks.${id}`),
        }))}
        value={side}
        onChange={key =>
          onChange(withSide(check, key === 'above' ? 'above' : 'below'))
        }
      />
      <TextField
        size="small"
        label={t('verdict.limit')}
        value={textOf(check[side])}
        onChange={entered => onChange(withField(check, side, entered))}
      />
    </>
  );
}

function TextOfCheck(props: {
  check: CheckDraft;
  field: (typeof FIELDS)[CheckType][number];
  onChange: (check: CheckDraft) => void;
}) {
  const { check, field, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const hint = hintOf(check.type, field);
  return (
    <TextField
      size="small"
      label={t(`checks.${field}`)}
      placeholder={PLACEHOLDERS[field]}
      {...(hint && { description: t(hint) })}
      value={textOf(check[field])}
      onChange={entered => onChange(withField(check, field, entered))}
    />
  );
}

function CheckFields(props: {
  check: CheckDraft;
  sources: Sources;
  onChange: (check: CheckDraft) => void;
}) {
  const { check, sources, onChange } = props;
  const { type } = check;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      {type === 'latency' && (
        <Select
          size="small"
          label={t('checks.percentile')}
          options={['95', '99'].map(id => ({ id, label: `p${id}` }))}
          value={textOf(check.percentile) || '95'}
          onChange={key =>
            onChange(withField(check, 'percentile', String(key ?? '95')))
          }
        />
      )}
      {type === 'sql' && (
        <Select
          size="small"
          label={t('checks.named')}
          options={(sources?.queries ?? []).map(({ name, title }) => ({
            id: name,
            label: title ?? name,
          }))}
          value={textOf(check.query) || null}
          onChange={key =>
            onChange(withField(check, 'query', String(key ?? '')))
          }
        />
      )}
      {FIELDS[type].map(field => (
        <TextOfCheck
          key={field}
          check={check}
          field={field}
          onChange={onChange}
        />
      ))}
      {(type === 'sql' || type === 'promql') && (
        <Limit check={check} onChange={onChange} />
      )}
    </>
  );
}

/** What has to hold before the experiment starts, and halts it when it does not. */
export function ChecksField(props: {
  text: string;
  sources: Sources;
  onChange: (text: string) => void;
}) {
  const { text, sources, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  const checks = readChecks(text);
  const write = (next: readonly CheckDraft[]) =>
    onChange(writeChecks(text, next));

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h3" id={titleId} variant="body-medium" weight="bold">
        {t('checks.title')}
      </Text>
      <p className={styles.quiet}>
        {checks ? t('checks.about') : t('checks.unreadable')}
      </p>
      {checks?.map((check, index) => {
        const change = (next: CheckDraft) => write(checks.with(index, next));
        const label = t('checks.one', { number: String(index + 1) });
        return (
          <div
            key={index}
            role="group"
            aria-label={label}
            className={styles.fields}
          >
            <Select
              size="small"
              label={label}
              options={CHECK_TYPES.map(id => ({
                id,
                label: t(`checks.type.${id}`),
              }))}
              value={check.type}
              onChange={key => {
                const type = CHECK_TYPES.find(known => known === key);
                if (type) {
                  change(newCheck(type));
                }
              }}
            />
            <CheckFields check={check} sources={sources} onChange={change} />
            <Button
              size="small"
              variant="tertiary"
              iconStart={<RiDeleteBinLine />}
              aria-label={t('checks.removeOne', { number: String(index + 1) })}
              onPress={() => write(checks.toSpliced(index, 1))}
            >
              {t('checks.remove')}
            </Button>
          </div>
        );
      })}
      {checks && checks.length < MAX_CHECKS && (
        <div>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={() => write([...checks, newCheck('latency')])}
          >
            {t('checks.add')}
          </Button>
        </div>
      )}
    </section>
  );
}
