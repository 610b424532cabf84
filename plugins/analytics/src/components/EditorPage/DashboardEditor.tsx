import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import {
  RiDownloadLine,
  RiFileCopyLine,
  RiGitPullRequestLine,
} from '@remixicon/react';
import {
  analyticsQueryRunPermission,
  type DashboardDetails,
  type DashboardProblem,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  PageStates,
  SkeletonCards,
  useAsyncData,
  YamlField,
  type YamlNote,
} from '@shop-platform/ui-kit';
import { useState } from 'react';
import { analyticsApiRef } from '../../api';
import { useCopy } from '../../hooks/useCopy';
import { useSettled } from '../../hooks/useSettled';
import { saveYaml } from '../../lib/saveYaml';
import { analyticsTranslationRef } from '../../translation';
import styles from './EditorPage.module.css';
import { Preview } from './Preview';

/** How long one has to stop writing before the text is looked at. */
const SETTLE_MS = 600;

function FileActions(props: {
  yaml: string;
  fileName: string;
  editUrl?: string;
}) {
  const { yaml, fileName, editUrl } = props;
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
      {editUrl && (
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

/** What is wrong with a file, as the field of its text says it. */
function useNotes(problems: readonly DashboardProblem[]) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  return {
    label: t('problem.title', { count: problems.length }),
    items: problems.map(
      ({ path, line, message }): YamlNote => ({
        message: (
          <>
            {path && <code>{path}</code>} {message}
          </>
        ),
        ...(line !== undefined && { line }),
      }),
    ),
  };
}

/** The text on one side, with what is wrong in which line; what it draws on the other. */
export function DashboardEditor(props: {
  details: DashboardDetails;
  fileName: string;
}) {
  const { details, fileName } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const [yaml, setYaml] = useState(details.yaml ?? '');
  const settled = useSettled(yaml, SETTLE_MS);
  const { state, refresh } = useAsyncData(
    signal => api.validateDashboard({ yaml: settled }, { signal }),
    [api, settled],
  );
  const notes = useNotes(state.status === 'ready' ? state.value.problems : []);

  return (
    <div className={styles.editor}>
      <div className={styles.text}>
        <FileActions
          yaml={yaml}
          fileName={fileName}
          editUrl={details.source.editUrl}
        />
        <YamlField
          label={t('editor.text', { fileName })}
          hint={t('editor.hint')}
          value={yaml}
          onChange={setYaml}
          notes={{ ...notes, isOutdated: yaml !== settled }}
        />
      </div>
      <section className={styles.preview} aria-label={t('editor.preview')}>
        <PageStates
          state={state}
          subject={t('editor.preview')}
          skeleton={<SkeletonCards count={4} />}
          permission={analyticsQueryRunPermission}
          onRetry={refresh}
        >
          {({ dashboard }) =>
            dashboard ? (
              <Preview dashboard={dashboard} yaml={settled} />
            ) : (
              <Text color="secondary">{notes.label}</Text>
            )
          }
        </PageStates>
      </section>
    </div>
  );
}
