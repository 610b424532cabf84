import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useLocale } from '@shop-platform/ui-kit';
import { useId } from 'react';
import {
  type TemplateGroup,
  type VersionedRendering,
} from '../../model/versions';
import { templatesTranslationRef } from '../../translation';
import {
  ChangesSince,
  EntityLink,
  UpgradeLink,
  VersionState,
} from '../Version';
import styles from './VersionsPage.module.css';

function ChangedFiles({ files }: { files: readonly string[] }) {
  const { t } = useTranslationRef(templatesTranslationRef);
  return files.length === 0 ? (
    <span className={styles.quiet}>{t('changes.none')}</span>
  ) : (
    <details>
      <summary>{t('changes.files', { count: files.length })}</summary>
      <ul className={styles.files}>
        {files.map(path => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function RenderingRow({ rendering }: { rendering: VersionedRendering }) {
  const { entityRefs, repository, manifest, version, since, changedFiles } =
    rendering;
  return (
    <tr>
      <th scope="row">
        {entityRefs.map(entityRef => (
          <div key={entityRef}>
            <EntityLink entityRef={entityRef} />
          </div>
        ))}
        <div className={styles.manifest}>
          {repository ? (
            <Link
              href={repository}
              target="_blank"
              rel="noopener"
              variant="body-small"
            >
              {manifest}
            </Link>
          ) : (
            manifest
          )}
        </div>
      </th>
      <td>
        {version}, <VersionState rendering={rendering} />
        <ChangesSince since={since} />
      </td>
      <td>
        <ChangedFiles files={changedFiles} />
      </td>
      <td>
        <UpgradeLink rendering={rendering} />
      </td>
    </tr>
  );
}

/** What was made from one template. */
export function TemplateSection({ group }: { group: TemplateGroup }) {
  const { t } = useTranslationRef(templatesTranslationRef);
  const locale = useLocale();
  const titleId = useId();
  const { title, newest, renderings } = group;
  const date = (day: string) =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`));

  return (
    <section aria-labelledby={titleId}>
      <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
        {title}
      </Text>
      <p className={styles.quiet}>
        {newest
          ? t('group.newest', {
              version: newest.version,
              date: date(newest.date),
            })
          : t('group.unknown')}
      </p>
      <table
        className={styles.table}
        aria-label={t('group.label', { template: title })}
      >
        <thead>
          <tr>
            <th scope="col">{t('table.entity')}</th>
            <th scope="col">{t('table.version')}</th>
            <th scope="col">{t('table.changed')}</th>
            <th scope="col">{t('table.upgrade')}</th>
          </tr>
        </thead>
        <tbody>
          {renderings.map(rendering => (
            <RenderingRow
              key={`${rendering.repository} ${rendering.manifest} ${rendering.entityRefs[0]}`}
              rendering={rendering}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
