import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
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
import { analyticsApiRef } from '../../api';
import { useDraft } from '../../hooks/useDraft';
import { useSaveForm } from '../../hooks/useSaveForm';
import { useSettled } from '../../hooks/useSettled';
import { saveFormUrl } from '../../model/saving';
import { analyticsTranslationRef } from '../../translation';
import styles from './EditorPage.module.css';
import { FileActions } from './FileActions';
import { Preview } from './Preview';

/** How long one has to stop writing before the text is looked at. */
const SETTLE_MS = 600;

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
  const original = details.yaml ?? '';
  const { draft: yaml, setDraft, leaveFor } = useDraft(original);
  const { form, isKnown } = useSaveForm();
  const settled = useSettled(yaml, SETTLE_MS);
  const { state, refresh } = useAsyncData(
    signal => api.validateDashboard({ yaml: settled }, { signal }),
    [api, settled],
  );
  const notes = useNotes(state.status === 'ready' ? state.value.problems : []);
  const { saveTo, editUrl } = details.source;

  return (
    <div className={styles.editor}>
      <div className={styles.text}>
        <FileActions
          yaml={yaml}
          fileName={fileName}
          editUrl={isKnown ? editUrl : undefined}
          onPropose={
            form && saveTo
              ? () => leaveFor(saveFormUrl(form, yaml, saveTo))
              : undefined
          }
          isChanged={yaml !== original}
        />
        <YamlField
          label={t('editor.text', { fileName })}
          hint={t(form && saveTo ? 'editor.proposeHint' : 'editor.hint')}
          value={yaml}
          onChange={setDraft}
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
