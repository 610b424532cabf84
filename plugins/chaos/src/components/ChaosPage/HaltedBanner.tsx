import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime, useLocale } from '@shop-platform/ui-kit';
import { haltedPlaces, placesToArm } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import { PersonName } from '../EntityLink';
import { ArmButton } from './LeverButtons';

/** What is halted, by whom, when and why. */
export function HaltedBanner(props: {
  clusters: readonly ChaosCluster[];
  onDone: () => void;
}) {
  const { clusters, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();

  return (
    <>
      {haltedPlaces(clusters).map(({ halt, clusters: halted }) => {
        const isEverywhere = halted.length === clusters.length;
        return (
          <Alert
            key={`${halt.at} ${halt.by} ${halt.reason}`}
            role="status"
            status="danger"
            icon
            title={
              isEverywhere
                ? t('halted.everywhere')
                : t('halted.some', {
                    names: new Intl.ListFormat(locale).format(
                      halted.map(({ title }) => title),
                    ),
                  })
            }
            description={t(
              halt.from === 'cluster' ? 'halted.whyCluster' : 'halted.why',
              {
                who: <PersonName person={halt.by} />,
                when: <RelativeTime date={new Date(halt.at)} />,
                reason: halt.reason,
              },
            )}
            customActions={
              isEverywhere ? (
                <ArmButton onDone={onDone} />
              ) : (
                <>
                  {placesToArm(halted, clusters).map(place => (
                    <ArmButton
                      key={JSON.stringify(place.query)}
                      place={place}
                      onDone={onDone}
                    />
                  ))}
                </>
              )
            }
          />
        );
      })}
    </>
  );
}
