import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import { formatDuration, useLocale } from '@shop-platform/ui-kit';
import { useClock } from '../../hooks/useClock';
import { isOver, kindOf, timeLeft } from '../../model/runs';
import { runRouteRef, standingRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import styles from './Runs.module.css';

/** Its name, linked to its page, and what it is. */
export function RunTitle({ run }: { run: ChaosRun }) {
  const link = useRouteRef(runRouteRef);
  return (
    <>
      <Link href={link?.({ id: run.id }) ?? '#'} weight="bold">
        {run.name}
      </Link>
      <span className={styles.note}>{kindOf(run)}</span>
      {run.parent && (
        <span className={styles.note}>
          <RunParent run={run} />
        </span>
      )}
    </>
  );
}

/** The Schedule or the Workflow that started it, linked to its page. */
export function RunParent({ run }: { run: ChaosRun }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const link = useRouteRef(standingRouteRef);
  const { cluster, namespace, parent } = run;
  if (!parent) {
    return undefined;
  }
  const href = link?.({ cluster, namespace, ...parent });
  return (
    <>
      {t('run.startedByParent', {
        parent: href ? (
          <Link href={href}>{parent.name}</Link>
        ) : (
          <>{parent.name}</>
        ),
        kind: parent.kind,
      })}
    </>
  );
}

/** How long it goes on yet, counted down. */
export function TimeLeft({ run }: { run: ChaosRun }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const now = useClock(!isOver(run) && run.endsAt !== undefined);
  const left = timeLeft(run, now);
  if (isOver(run)) {
    return <>–</>;
  }
  if (left === undefined) {
    return <>{t('run.noEnd')}</>;
  }
  // Whole seconds: they are counted down one by one.
  const seconds = Math.ceil(left / 1000);
  return (
    <>
      {seconds === 0
        ? t('run.due')
        : formatDuration(seconds * 1000, { locale })}
    </>
  );
}

/** In how many of its pods the fault is on. */
export function Injected({ run }: { run: ChaosRun }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { injected, targets } = run;
  return (
    <>
      {injected === undefined
        ? String(targets)
        : t('run.injected', {
            injected: String(injected),
            targets: String(targets),
          })}
    </>
  );
}
