import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosRunTarget } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import styles from './NewRunPage.module.css';

/** The pods that may be hit, each with what it belongs to. */
export function TargetsTable(props: { targets: readonly ChaosRunTarget[] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const label = t('check.targets');
  return (
    // Where it is wider than the page, the links in it bring the keyboard along.
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('check.pod')}</th>
            <th scope="col">{t('check.owner')}</th>
            <th scope="col">{t('check.node')}</th>
            <th scope="col">{t('check.component')}</th>
          </tr>
        </thead>
        <tbody>
          {props.targets.map(
            ({ namespace, name, container, owner, node, entity }) => (
              <tr key={`${namespace}/${name}/${container ?? ''}`}>
                <th scope="row">
                  {namespace}/{name}
                  {container && `, ${container}`}
                </th>
                <td>{owner ?? '–'}</td>
                <td>{node ?? '–'}</td>
                <td>{entity ? <EntityLink entityRef={entity} /> : '–'}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
