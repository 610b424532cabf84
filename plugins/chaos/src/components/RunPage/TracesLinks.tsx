import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { formatTimeRange } from '@shop-platform/ui-kit';
import { windowOf } from '../../model/phases';
import { tracesRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';

/** The traces of the time of a run: of the services that were measured, or of all. */
export function TracesLinks({ details }: { details: ChaosRunDetails }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const traces = useRouteRef(tracesRouteRef)?.();
  if (traces === undefined) {
    return undefined;
  }
  const { from, to } = windowOf(details, new Date());
  const range = formatTimeRange({ kind: 'absolute', from, to });
  const services = [
    ...new Set(
      details.verdict?.checks.flatMap(({ service, role }) =>
        role === 'check' ? [] : [service],
      ),
    ),
  ];
  if (services.length === 0) {
    return <Link href={`${traces}?${range}`}>{t('details.traces')}</Link>;
  }
  return (
    <>
      {services.map(service => {
        const search = new URLSearchParams([['service', service], ...range]);
        return (
          <Link key={service} href={`${traces}?${search}`}>
            {t('details.tracesOf', { service })}
          </Link>
        );
      })}
    </>
  );
}
