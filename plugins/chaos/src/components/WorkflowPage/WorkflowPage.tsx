import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosPolicy,
  type ChaosStandingRef,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { useSearchParams } from 'react-router-dom';
import { chaosApiRef } from '../../api';
import { readCopyLink } from '../../model/copyLink';
import { copyOf, emptyWorkflow, readWorkflow } from '../../model/workflow';
import { schedulesRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BenchPage } from '../Bench';
import { WorkflowBench } from './WorkflowBench';

type BenchProps = {
  clusters: readonly ChaosCluster[];
  policy: ChaosPolicy;
};

/** The editor over a text that has to be a Workflow. */
function BenchOver(props: BenchProps & { of: string; text: string }) {
  const { text, ...rest } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { picture } = readWorkflow(text);
  return picture ? (
    <WorkflowBench key={props.of} {...rest} initial={{ text, picture }} />
  ) : (
    <EmptyState
      title={t('workflow.noneTitle')}
      description={t('workflow.noneDescription')}
    />
  );
}

/** The editor over a copy of what stands in a cluster. */
function CopyBench(props: BenchProps & { original: ChaosStandingRef }) {
  const { original, ...rest } = props;
  const { cluster, kind, namespace, name } = original;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  // Once: what happens to the original later is nothing to its copy.
  const { state, refresh } = useAsyncData(
    signal => api.getStandingDetails(original, { signal }),
    [api, cluster, kind, namespace, name],
  );
  return (
    <PageStates
      state={state}
      subject={t('workflow.original')}
      skeleton={<SkeletonRows count={8} />}
      permission={chaosReadPermission}
      onRetry={refresh}
    >
      {({ manifest }) => (
        <BenchOver
          {...rest}
          of={JSON.stringify([cluster, kind, namespace, name])}
          text={copyOf(manifest)}
        />
      )}
    </PageStates>
  );
}

/** A Workflow as a picture and as YAML, and what it would do. */
export function WorkflowPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const schedules = useRouteRef(schedulesRouteRef)?.();
  const [link] = useSearchParams();
  const original = readCopyLink(link);

  return (
    <BenchPage
      title={t('workflow.title')}
      description={t('workflow.description')}
      back={
        schedules !== undefined && (
          <Link href={schedules}>{t('standing.title')}</Link>
        )
      }
    >
      {(clusters, policy) =>
        original ? (
          <CopyBench clusters={clusters} policy={policy} original={original} />
        ) : (
          <BenchOver
            clusters={clusters}
            policy={policy}
            of=""
            text={emptyWorkflow(policy.namespaces[0] ?? 'default')}
          />
        )
      }
    </BenchPage>
  );
}
