import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import { useLocale } from '@shop-platform/ui-kit';
import { missingSources } from '../../model/sources';
import { tracesTranslationRef } from '../../translation';

/** What each source said about it, a line for each that said something. */
function Reasons(props: { sources: readonly SourceAnswer[] }) {
  const { t } = useTranslationRef(tracesTranslationRef);
  return (
    <>
      {props.sources.map(
        ({ id, title: name, message }) =>
          message && (
            <div key={id}>{t('sources.reason', { name, message })}</div>
          ),
      )}
    </>
  );
}

/** Names the sources that an answer is without; shows nothing when it is whole. */
export function SourcesNotice(props: {
  sources: readonly SourceAnswer[];
  onRetry: () => void;
}) {
  const { sources, onRetry } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();
  const { failed, unsupported } = missingSources(sources);
  const namesOf = (answers: SourceAnswer[]) =>
    new Intl.ListFormat(locale).format(answers.map(({ title }) => title));

  return (
    <>
      {failed.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('sources.failedTitle', { names: namesOf(failed) })}
          description={
            <>
              {t('sources.failedDescription', { names: namesOf(failed) })}
              <Reasons sources={failed} />
            </>
          }
          customActions={
            <Button size="small" variant="tertiary" onPress={onRetry}>
              {t('sources.retry')}
            </Button>
          }
        />
      )}
      {unsupported.length > 0 && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('sources.unsupportedTitle', { names: namesOf(unsupported) })}
          description={
            <>
              {t('sources.unsupportedDescription')}
              <Reasons sources={unsupported} />
            </>
          }
        />
      )}
    </>
  );
}
