import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosPolicy,
  type ChaosPresets,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type AsyncData, PageStates } from '@shop-platform/ui-kit';
import { type ReactNode } from 'react';
import { useChoices } from '../../hooks/useChoices';
import { useFindingText } from '../../hooks/useFindingText';
import { usePreflight } from '../../hooks/usePreflight';
import { usePresets } from '../../hooks/usePresets';
import {
  useWorkflowDraft,
  type WorkflowDraft,
} from '../../hooks/useWorkflowDraft';
import { chosenCluster } from '../../model/chosenCluster';
import { asSchedule, isRepeatable } from '../../model/standing';
import { placeFindings, type WorkflowPicture } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import { WhereFields } from '../Bench';
import { PolicyNote } from '../NewRunPage/PolicyNote';
import { CheckedPreflight } from '../NewRunPage/Preflight';
import { RepeatField } from '../NewRunPage/RepeatField';
import { SaveButtons, type SavePlace } from '../NewRunPage/SaveButtons';
import { BeginMenu } from './BeginMenu';
import { Editor } from './Editor';
import styles from './WorkflowPage.module.css';
import { YamlPane } from './YamlPane';

/** Whether experiments of a component are offered, or why they cannot be. */
function PresetsNote(props: { presets: AsyncData<ChaosPresets> }) {
  const { state, refresh } = props.presets;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { stated } = useChoices();
  return (
    <PageStates
      state={state}
      subject={t('new.presetsSubject')}
      skeleton={undefined}
      permission={chaosReadPermission}
      onRetry={refresh}
    >
      {() => (
        <p className={styles.quiet}>
          {stated('entity') === undefined
            ? t('workflow.noComponent')
            : t('workflow.ofComponent')}
        </p>
      )}
    </PageStates>
  );
}

/** Under the YAML: how often it begins, and where it is kept. */
function Keeping(props: {
  draft: WorkflowDraft;
  place: SavePlace | undefined;
}) {
  const { draft, place } = props;
  const { text, good, repeat } = draft;
  return (
    <>
      {isRepeatable(good.text) && (
        <RepeatField cron={repeat} onChange={draft.typeRepeat} />
      )}
      <SaveButtons text={text} {...(place && { place })} />
    </>
  );
}

/** What would be started, and what a dry run says of it. */
function useCheckedWorkflow(draft: WorkflowDraft, cluster: string) {
  const { good, repeat } = draft;
  const { text } = good;
  const isRepeated = repeat.trim() !== '' && isRepeatable(text);
  const manifest = isRepeated ? asSchedule(text, repeat) : text;
  const checked = usePreflight(cluster, manifest);
  const textOf = useFindingText();
  const findings =
    checked.state.status === 'ready'
      ? placeFindings(
          text,
          checked.state.value.findings.map(finding => ({
            ...finding,
            message: textOf(finding),
          })),
        )
      : [];
  return { manifest, checked, findings };
}

type BenchProps = {
  clusters: readonly ChaosCluster[];
  policy: ChaosPolicy;
  /** What it begins with. */
  of: string;
  initial: { text: string; picture: WorkflowPicture };
};

function BenchIn(props: BenchProps & { cluster: ChaosCluster }): ReactNode {
  const { clusters, policy, of, initial, cluster } = props;
  const { stated } = useChoices();
  const entity = stated('entity');
  const presets = usePresets(entity);
  const known =
    presets.state.status === 'ready' ? presets.state.value : undefined;
  const draft = useWorkflowDraft(of, initial, stated('repeat') ?? '');
  const { manifest, checked, findings } = useCheckedWorkflow(
    draft,
    cluster.name,
  );
  const offer = {
    presets: known?.presets ?? [],
    kinds: policy.kinds,
    namespace:
      draft.good.picture.namespace || policy.namespaces[0] || 'default',
  };

  return (
    <div className={styles.page}>
      <WhereFields clusters={clusters} cluster={cluster}>
        <BeginMenu
          entity={entity}
          presets={offer.presets}
          namespace={offer.namespace}
          policy={policy}
          onBegin={draft.begin}
        />
      </WhereFields>
      <PresetsNote presets={presets} />
      <div className={styles.workbench}>
        <Editor draft={draft} offer={offer} findings={findings} />
        <div className={styles.section}>
          <YamlPane
            draft={draft}
            findings={findings}
            isOutdated={checked.isOutdated}
          />
          <Keeping draft={draft} place={known} />
        </div>
      </div>
      <PolicyNote policy={policy} />
      <CheckedPreflight
        cluster={{ name: cluster.name, title: cluster.title }}
        manifest={manifest}
        checked={checked}
        isUnreadable={draft.problem !== undefined}
      />
    </div>
  );
}

/** Builds a Workflow: the picture and the YAML, what it would do, and the start. */
export function WorkflowBench(props: BenchProps) {
  const { stated } = useChoices();
  const cluster = chosenCluster(props.clusters, stated('cluster'));
  // A page of no cluster says so itself.
  return cluster && <BenchIn {...props} cluster={cluster} />;
}
