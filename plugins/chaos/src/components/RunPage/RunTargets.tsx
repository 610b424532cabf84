import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosRunTarget } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import { EntityLink } from '../EntityLink';
import styles from './RunPage.module.css';

const EVENT_TEXTS = {
  apply: { done: 'target.apply', failed: 'target.applyFailed' },
  recover: { done: 'target.recover', failed: 'target.recoverFailed' },
} as const;

function TargetRow({ target }: { target: ChaosRunTarget }) {
  const { namespace, name, container, owner, node, entity, phase } = target;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <tr>
      <th scope="row">
        {namespace}/{name}
        {container && `, ${container}`}
      </th>
      <td>
        {phase === 'injected' ? (
          <Chip tone="warning">{t('details.injected')}</Chip>
        ) : (
          <Chip tone="good">{t('details.notInjected')}</Chip>
        )}
      </td>
      <td>{owner ?? '–'}</td>
      <td>{node ?? '–'}</td>
      <td>{entity ? <EntityLink entityRef={entity} /> : '–'}</td>
      <td>
        <ul className={styles.happened}>
          {(target.events ?? []).map(({ at, operation, ok, message }) => (
            <li key={`${at} ${operation}`}>
              {t(EVENT_TEXTS[operation][ok ? 'done' : 'failed'])}{' '}
              <RelativeTime date={new Date(at)} />
              {message && <span className={styles.note}>{message}</span>}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** The pods that are hit, and what has come of each. */
export function RunTargets(props: { targets: readonly ChaosRunTarget[] }) {
  const { targets } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('details.targets')}
      </Text>
      {targets.length === 0 ? (
        <p className={styles.quiet}>{t('details.noTargets')}</p>
      ) : (
        // Where it is wider than the page, what is in it brings the keyboard along.
        <div className={styles.scroll}>
          <table className={styles.table} aria-labelledby={titleId}>
            <thead>
              <tr>
                <th scope="col">{t('check.pod')}</th>
                <th scope="col">{t('details.phase')}</th>
                <th scope="col">{t('check.owner')}</th>
                <th scope="col">{t('check.node')}</th>
                <th scope="col">{t('check.component')}</th>
                <th scope="col">{t('details.happened')}</th>
              </tr>
            </thead>
            <tbody>
              {targets.map(target => (
                <TargetRow
                  key={`${target.namespace}/${target.name}/${
                    target.container ?? ''
                  }`}
                  target={target}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
