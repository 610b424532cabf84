import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ChaosRunsPage } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime, useLocale } from '@shop-platform/ui-kit';
import { chaosTranslationRef } from '../../translation';

/** Names the clusters that do not answer, since when and why. */
export function SilentNotice(props: {
  silent: ChaosRunsPage['silent'];
  /** What that means. Default: what it means for runs. */
  description?: string;
}) {
  const { silent } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  if (silent.length === 0) {
    return undefined;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('silent.title', {
        names: new Intl.ListFormat(locale).format(
          silent.map(({ name }) => name),
        ),
      })}
      description={
        <>
          <p>{props.description ?? t('silent.description')}</p>
          <ul>
            {silent.map(({ name, reason, since }) => (
              <li key={name}>
                {since === undefined
                  ? t('silent.plain', { name, reason })
                  : t('silent.since', {
                      name,
                      reason,
                      time: <RelativeTime date={new Date(since)} />,
                    })}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
