import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Text } from '@backstage/ui';
import {
  nameOf,
  toFormData,
  type VersionedRendering,
} from '../../model/versions';
import { formRouteRef } from '../../routes';
import { templatesTranslationRef } from '../../translation';
import styles from './Version.module.css';

const UPGRADE = { namespace: 'default', templateName: 'upgrade-template' };

/** Leads to the pull request that waits, or to the form that opens one, filled in. */
export function UpgradeLink({ rendering }: { rendering: VersionedRendering }) {
  const { t } = useTranslationRef(templatesTranslationRef);
  const formLink = useRouteRef(formRouteRef);
  const { since, newest, title, repository, pullRequest } = rendering;
  const form = formLink?.(UPGRADE);

  if (pullRequest) {
    return (
      <div>
        <Link href={pullRequest.url} target="_blank" rel="noopener">
          {t('upgrade.open')}
        </Link>
        <Text as="p" variant="body-small" color="secondary">
          {pullRequest.title}
        </Text>
      </div>
    );
  }
  if (!newest || since.length === 0 || !form) {
    return null;
  }
  if (!repository) {
    return <span className={styles.quiet}>{t('upgrade.noRepository')}</span>;
  }
  return (
    <ButtonLink
      className={styles.upgrade}
      href={`${form}?${toFormData(rendering)}`}
      size="small"
      variant="secondary"
      aria-label={t('upgrade.label', {
        name: nameOf(rendering),
        template: title,
        version: newest.version,
      })}
    >
      {t('upgrade.action')}
    </ButtonLink>
  );
}
