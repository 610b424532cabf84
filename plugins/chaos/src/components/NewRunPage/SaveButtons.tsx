import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiDownloadLine, RiGitPullRequestLine } from '@remixicon/react';
import { type ChaosPresets } from '@shop-platform/backstage-plugin-chaos-common';
import { useSaveForm } from '../../hooks/useSaveForm';
import { saveFile } from '../../lib/saveFile';
import { fileNameOf, proposalUrl, saveFormUrl } from '../../model/saving';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** Where experiments on a component are kept. */
export type SavePlace = Pick<ChaosPresets, 'saveUrl' | 'saveTo'>;

/** Where it is proposed: in a form of the portal, or else on a page of the Git host. */
function useProposal(text: string, { saveUrl, saveTo }: SavePlace) {
  const form = useSaveForm();
  if (form !== undefined) {
    return {
      href: saveFormUrl(form, text, saveTo),
      about: 'save.form',
    } as const;
  }
  return saveUrl === undefined
    ? undefined
    : ({
        href: proposalUrl(saveUrl, fileNameOf(text), text),
        about: 'save.about',
      } as const);
}

/** Keeps the experiment: as a file, or proposed to the repository of the component. */
export function SaveButtons(props: { text: string; place?: SavePlace }) {
  const { text, place = {} } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const fileName = fileNameOf(text);
  const proposal = useProposal(text, place);
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
          href={proposal.href}
          target="_blank"
        >
          {t('save.pullRequest')}
        </ButtonLink>
      )}
      <span className={styles.quiet}>
        {proposal ? t(proposal.about, { fileName }) : t('save.noPage')}
      </span>
    </div>
  );
}
