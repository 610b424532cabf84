import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { type ChaosPolicy } from '@shop-platform/backstage-plugin-chaos-common';
import { YamlField } from '@shop-platform/ui-kit';
import { useId, useMemo } from 'react';
import { type LastGood } from '../../hooks/useLastGood';
import { readManifest } from '../../model/manifest';
import { chaosTranslationRef } from '../../translation';
import { SpecForm } from '../SpecForm';
import { ChecksField } from './ChecksField';
import styles from './NewRunPage.module.css';
import { Outline } from './Outline';

/** Why the fields are not those of the text, or cannot be changed. */
function FieldsNotice(props: { isOutdated: boolean; hasAliases: boolean }) {
  const { isOutdated, hasAliases } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  if (isOutdated) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={t('form.lastGood')}
        description={t('form.lastGoodHint')}
      />
    );
  }
  return hasAliases ? (
    <Alert
      role="status"
      status="info"
      icon
      title={t('form.aliases')}
      description={t('workflow.changeYaml')}
    />
  ) : undefined;
}

/** The fields of the last text that could be read. */
function Fields(props: {
  good: string;
  isOutdated: boolean;
  sources: ChaosPolicy['checks'];
  onChange: (text: string) => void;
}) {
  const { good, isOutdated, sources, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const read = useMemo(() => readManifest(good), [good]);
  if ('problem' in read || !read.place) {
    return <p className={styles.quiet}>{t('new.noFields')}</p>;
  }
  const { place, hasAliases } = read;
  // A Schedule does not pass checks on to what it starts.
  const isAlone = place.path.length === 1;
  return (
    <>
      <FieldsNotice isOutdated={isOutdated} hasAliases={hasAliases} />
      <fieldset className={styles.form} disabled={isOutdated || hasAliases}>
        <SpecForm text={good} place={place} onChange={onChange} />
        {isAlone && (
          <ChecksField text={good} sources={sources} onChange={onChange} />
        )}
      </fieldset>
    </>
  );
}

/** The fields of an experiment: each change is one of its YAML. */
export function ManifestFields(props: {
  text: string;
  written: LastGood;
  sources: ChaosPolicy['checks'];
  onChange: (text: string) => void;
}) {
  const { text, written, sources, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('new.fields')}
      </Text>
      <Fields
        good={written.good}
        isOutdated={written.problem !== undefined}
        sources={sources}
        onChange={onChange}
      />
      <Outline text={text} />
    </section>
  );
}

/** An experiment as YAML, of which the fields follow every change. */
export function ManifestYaml(props: {
  text: string;
  written: LastGood;
  onChange: (text: string) => void;
}) {
  const { text, written, onChange } = props;
  const { problem } = written;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <YamlField
      label={t('new.yaml')}
      hint={t('new.yamlHint')}
      value={text}
      onChange={onChange}
      {...(problem && {
        problem: {
          message: t('new.yamlProblem', { problem: problem.message }),
          line: problem.line,
        },
      })}
    />
  );
}
