import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Switch, Text } from '@backstage/ui';
import { useState } from 'react';
import {
  groupByTemplate,
  matches,
  type VersionedRendering,
} from '../../model/versions';
import { templatesTranslationRef } from '../../translation';
import { TemplateSection } from './TemplateSection';
import styles from './VersionsPage.module.css';

/** Everything that was made, grouped by template; what is outdated comes first. */
export function VersionList(props: { renderings: VersionedRendering[] }) {
  const { t } = useTranslationRef(templatesTranslationRef);
  const [search, setSearch] = useState('');
  const [outdatedOnly, setOutdatedOnly] = useState(false);
  const { renderings } = props;
  const outdated = renderings.filter(({ since }) => since.length > 0);
  const shown = (outdatedOnly ? outdated : renderings).filter(rendering =>
    matches(rendering, search),
  );

  return (
    <div className={styles.page}>
      <Text as="p" variant="title-x-small" weight="bold">
        {outdated.length === 0
          ? t('page.allNewest')
          : t('page.summary', {
              count: outdated.length,
              total: String(renderings.length),
            })}
      </Text>
      <div className={styles.filter}>
        <SearchField
          aria-label={t('page.search')}
          placeholder={t('page.search')}
          value={search}
          onChange={setSearch}
        />
        <Switch
          label={t('page.outdatedOnly')}
          isSelected={outdatedOnly}
          onChange={setOutdatedOnly}
        />
      </div>
      {shown.length === 0 && (
        <p role="status" className={styles.quiet}>
          {t('page.noMatch')}
        </p>
      )}
      {groupByTemplate(shown).map(group => (
        <TemplateSection key={group.template} group={group} />
      ))}
    </div>
  );
}
