import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import {
  RiDownloadLine,
  RiFileCopyLine,
  RiGitPullRequestLine,
} from '@remixicon/react';
import { useCopy } from '../../hooks/useCopy';
import { saveYaml } from '../../lib/saveYaml';
import { analyticsTranslationRef } from '../../translation';
import styles from './EditorPage.module.css';

/** Keeps a text: as a file, or proposed in the repository of its owner. */
export function FileActions(props: {
  yaml: string;
  fileName: string;
  /** Where the host of the repository lets one change the file. */
  editUrl?: string;
  /** Leads to the form that makes a pull request, where there is one. */
  onPropose?: () => void;
  isChanged: boolean;
}) {
  const { yaml, fileName, editUrl, onPropose, isChanged } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const copy = useCopy();
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiFileCopyLine />}
        onPress={() => copy(yaml)}
      >
        {t('copy.copy')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() => saveYaml(fileName, yaml)}
      >
        {t('editor.download')}
      </Button>
      {onPropose && (
        <Button
          size="small"
          variant="primary"
          iconStart={<RiGitPullRequestLine />}
          isDisabled={!isChanged}
          onPress={onPropose}
        >
          {t('editor.propose')}
        </Button>
      )}
      {!onPropose && editUrl && (
        <ButtonLink
          size="small"
          variant="primary"
          iconStart={<RiGitPullRequestLine />}
          href={editUrl}
          target="_blank"
          // The page of the repository opens with the text that is there now.
          onPress={() => copy(yaml)}
        >
          {t('editor.pullRequest')}
        </ButtonLink>
      )}
    </div>
  );
}
