import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { saveFile } from '../../lib/saveFile';
import { runAsMarkdown } from '../../model/exportRun';
import { chaosTranslationRef } from '../../translation';
import styles from './RunPage.module.css';

/** The run as a file, with all that the page shows. */
export function ExportButtons({ details }: { details: ChaosRunDetails }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { name } = details.run;
  return (
    <span className={styles.facts}>
      <span className={styles.quiet}>{t('details.export')}</span>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() =>
          saveFile(`${name}.md`, runAsMarkdown(details), 'text/markdown')
        }
      >
        {t('details.markdown')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() =>
          saveFile(
            `${name}.json`,
            `${JSON.stringify(details, undefined, 2)}\n`,
            'application/json',
          )
        }
      >
        {t('details.json')}
      </Button>
    </span>
  );
}
