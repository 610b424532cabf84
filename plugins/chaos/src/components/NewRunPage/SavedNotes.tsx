import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import { type ChaosSaved } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { chaosTranslationRef } from '../../translation';

/** What is kept in Git and cannot be begun with, or is not known to be as it is there now. */
export function SavedNotes(props: { saved: ChaosSaved }) {
  const { failure, problems } = props.saved;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      {failure && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('saved.failed')}
          description={t('saved.since', {
            reason: failure.reason,
            time: <RelativeTime date={new Date(failure.since)} />,
          })}
        />
      )}
      {problems.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('saved.problems', { count: problems.length })}
          description={
            <ul>
              {problems.map(({ file, url, message }) => (
                <li key={url}>
                  <Link href={url} target="_blank">
                    {file}
                  </Link>
                  {': '}
                  {message}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
