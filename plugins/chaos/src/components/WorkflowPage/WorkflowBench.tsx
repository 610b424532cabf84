import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosPolicy,
} from '@shop-platform/backstage-plugin-chaos-common';
import { PageStates } from '@shop-platform/ui-kit';
import { useChoices } from '../../hooks/useChoices';
import { usePreflight } from '../../hooks/usePreflight';
import { usePresets } from '../../hooks/usePresets';
import { useWorkflowDraft } from '../../hooks/useWorkflowDraft';
import { asSchedule, isRepeatable } from '../../model/standing';
import { placeFindings, type WorkflowPicture } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import { ComponentField } from '../ComponentField';
import { ClusterField } from '../NewRunPage/ClusterField';
import { ClusterNotice } from '../NewRunPage/ClusterNotice';
import { PolicyNote } from '../NewRunPage/PolicyNote';
import { CheckedPreflight } from '../NewRunPage/Preflight';
import { RepeatField } from '../NewRunPage/RepeatField';
import { SaveButtons } from '../NewRunPage/SaveButtons';
import { BeginMenu } from './BeginMenu';
import { Editor } from './Editor';
import styles from './WorkflowPage.module.css';
import { YamlPane } from './YamlPane';

/** Builds a Workflow: the picture and the YAML, what it would do, and the start. */
export function WorkflowBench(props: {
  clusters: readonly ChaosCluster[];
  policy: ChaosPolicy;
  /** What it begins with. */
  of: string;
  initial: { text: string; picture: WorkflowPicture };
}) {
  const { clusters, policy, of, initial } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { stated, choose } = useChoices();
  const entity = stated('entity');
  const presets = usePresets(entity);
  const known =
    presets.state.status === 'ready' ? presets.state.value : undefined;
  const draft = useWorkflowDraft(of, initial);
  const { text, good } = draft;
  const cluster =
    clusters.find(({ name }) => name === stated('cluster')) ??
    clusters.find(({ state, halt }) => state === 'ready' && !halt) ??
    clusters[0];
  const repeat = isRepeatable(good.text) ? stated('repeat') : undefined;
  const manifest = repeat ? asSchedule(good.text, repeat) : good.text;
  const checked = usePreflight(cluster.name, manifest);
  const findings =
    checked.state.status === 'ready'
      ? placeFindings(good.text, checked.state.value.findings)
      : [];
  const offer = {
    presets: known?.presets ?? [],
    kinds: policy.kinds,
    namespace: good.picture.namespace || policy.namespaces[0] || 'default',
  };

  return (
    <div className={styles.page}>
      <div className={styles.where}>
        <ComponentField
          label={t('new.component')}
          placeholder={t('new.componentPlaceholder')}
          value={entity}
          onChange={next => choose('entity', next)}
        />
        <ClusterField
          clusters={clusters}
          chosen={cluster}
          onChoose={name => choose('cluster', name)}
        />
        <BeginMenu
          entity={entity}
          presets={offer.presets}
          namespace={offer.namespace}
          onBegin={draft.edit}
        />
      </div>
      <PageStates
        state={presets.state}
        subject={t('new.presetsSubject')}
        skeleton={undefined}
        permission={chaosReadPermission}
        onRetry={presets.refresh}
      >
        {() => (
          <p className={styles.quiet}>
            {entity === undefined
              ? t('workflow.noComponent')
              : t('workflow.ofComponent')}
          </p>
        )}
      </PageStates>
      <ClusterNotice cluster={cluster} />
      <div className={styles.workbench}>
        <Editor draft={draft} offer={offer} findings={findings} />
        <div className={styles.section}>
          <YamlPane
            draft={draft}
            findings={findings}
            isOutdated={checked.isOutdated}
          />
          {isRepeatable(good.text) && (
            <RepeatField
              cron={stated('repeat') ?? ''}
              onChange={cron => choose('repeat', cron)}
            />
          )}
          <SaveButtons text={text} saveUrl={known?.saveUrl} />
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
