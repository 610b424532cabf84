import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAlarmWarningFill, RiStopCircleLine } from '@remixicon/react';
import {
  chaosHaltPermission,
  type ChaosCluster,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  useErrorText,
  PermissionButton,
  RelativeTime,
  useLocale,
} from '@shop-platform/ui-kit';
import { useRef } from 'react';
import { useHalt } from '../../hooks/useHalt';
import { type Danger, placesOf, type Reading } from '../../model/danger';
import { isRegion, placeOfAll } from '../../model/levers';
import { formatMeasured } from '../../model/steadyChecks';
import { rootRouteRef, runRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import styles from './ChaosBar.module.css';

function useList() {
  const locale = useLocale();
  return (clusters: readonly ChaosCluster[]) =>
    new Intl.ListFormat(locale).format(clusters.map(({ title }) => title));
}

/** What is on and what is halted, in words that are read out when they change. */
function Sentences({ danger }: { danger: Danger }) {
  const { clusters, runs } = danger;
  const { t } = useTranslationRef(chaosTranslationRef);
  const list = useList();
  const halted = clusters.filter(({ halt }) => halt);
  const stuck = runs.filter(({ state }) => state === 'not-recovered').length;
  return (
    <span role="status" className={styles.sentences}>
      {runs.length > 0 && (
        <strong>
          {t('bar.runs', {
            count: runs.length,
            places: list(placesOf(danger).running),
          })}
        </strong>
      )}
      {stuck > 0 && <span>{t('bar.stuck', { count: stuck })}</span>}
      {halted.length > 0 && (
        <span>
          {halted.length === clusters.length
            ? t('bar.halted')
            : t('bar.haltedIn', { places: list(halted) })}
        </span>
      )}
    </span>
  );
}

/** A number that changes every few seconds, and is not read out. */
function Measured({ reading }: { reading: Reading }) {
  const { of, unit, value, limit } = reading;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const format = (number: number) => formatMeasured(unit, number, { locale });
  return (
    <span className={styles.measured}>
      {t('bar.reading', {
        what:
          'title' in of
            ? `${of.run}: ${of.title}`
            : `${of.service}: ${t(`measure.${of.measure}`)}`,
        value: format(value),
        limit: format(limit),
      })}
    </span>
  );
}

/** Ends all that runs where it does, with one click. */
function HaltAll(props: {
  places: readonly ChaosCluster[];
  onDone: () => void;
}) {
  const { places, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  // In several places there is one click for all of them, too.
  const place = placeOfAll(places);
  const halt = useHalt({ place, onDone });
  return (
    <>
      {halt.error && (
        <span role="alert">
          {t('bar.failed', { reason: errorText(halt.error) })}
        </span>
      )}
      <PermissionButton
        permission={chaosHaltPermission}
        deed={t('halt.deed')}
        size="small"
        variant="secondary"
        className={styles.action ?? ''}
        iconStart={<RiStopCircleLine />}
        isPending={halt.isPending}
        onPress={() => halt.run()}
      >
        {place
          ? t(isRegion(place) ? 'levers.haltRegion' : 'levers.haltOne', {
              place: place.title,
            })
          : t('levers.haltAll')}
      </PermissionButton>
    </>
  );
}

/** Where it leads: to what is on, and to where it is armed again. */
function BarLinks({ danger }: { danger: Danger }) {
  const { clusters, runs } = danger;
  const { t } = useTranslationRef(chaosTranslationRef);
  const all = useRouteRef(rootRouteRef)?.();
  const runLink = useRouteRef(runRouteRef);
  const [only, another] = runs;
  const links = [
    {
      text: t('bar.watch'),
      href: only && !another ? runLink?.({ id: only.id }) : all,
      isShown: runs.length > 0,
    },
    {
      text: t('bar.arm'),
      href: all,
      isShown: clusters.some(({ halt }) => halt),
    },
  ];
  return (
    <>
      {links.map(
        ({ text, href, isShown }) =>
          isShown &&
          href !== undefined && (
            <ButtonLink
              key={text}
              href={href}
              size="small"
              variant="secondary"
              className={styles.action ?? ''}
            >
              {text}
            </ButtonLink>
          ),
      )}
    </>
  );
}

/** The bar, where there is anything to say. */
export function Bar(props: {
  danger: Danger;
  /** Of when it is, where it could not be renewed. */
  knownAt?: Date;
  onDone: () => void;
}) {
  const { danger, knownAt, onDone } = props;
  const { clusters, runs, reading } = danger;
  const { t } = useTranslationRef(chaosTranslationRef);
  const bar = useRef<HTMLElement>(null);
  if (runs.length === 0 && !clusters.some(({ halt }) => halt)) {
    return undefined;
  }
  const { toHalt } = placesOf(danger);
  return (
    <section
      ref={bar}
      tabIndex={-1}
      aria-label={t('bar.label')}
      className={styles.bar}
    >
      <RiAlarmWarningFill aria-hidden="true" className={styles.icon} />
      <div className={styles.texts}>
        <Sentences danger={danger} />
        {reading && <Measured reading={reading} />}
        {knownAt && (
          <span>
            {t('bar.stale', { time: <RelativeTime date={knownAt} /> })}
          </span>
        )}
      </div>
      <span className={styles.actions}>
        <BarLinks danger={danger} />
        {toHalt.length > 0 && (
          <HaltAll
            places={toHalt}
            onDone={() => {
              // The button goes with what it ended; the keyboard stays here.
              bar.current?.focus();
              onDone();
            }}
          />
        )}
      </span>
    </section>
  );
}
