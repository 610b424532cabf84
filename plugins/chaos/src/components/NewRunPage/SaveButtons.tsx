import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiDownloadLine, RiGitPullRequestLine } from '@remixicon/react';
import { saveFile } from '../../lib/saveFile';
import { fileNameOf, proposalUrl } from '../../model/saving';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** Keeps the experiment: as a file, or proposed to the repository of the component. */
export function SaveButtons(props: { text: string; saveUrl?: string }) {
  const { text, saveUrl } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const fileName = fileNameOf(text);
  const proposal = saveUrl && proposalUrl(saveUrl, fileName, text);
  return (
    <div className={styles.head}>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() => saveFile(fileName, text, 'application/yaml')}
      >
        {t('save.download')}
      </Button>
      {proposal && (
        <ButtonLink
          size="small"
          variant="secondary"
          iconStart={<RiGitPullRequestLine />}
          href={proposal}
          target="_blank"
        >
          {t('save.pullRequest')}
        </ButtonLink>
      )}
      <span className={styles.quiet}>
        {proposal ? t('save.about', { fileName }) : t('save.noPage')}
      </span>
    </div>
  );
}
