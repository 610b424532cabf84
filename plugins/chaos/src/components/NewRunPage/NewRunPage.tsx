import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header, Link, Text } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosPolicy,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  PageStates,
  SkeletonCards,
  SkeletonRows,
} from '@shop-platform/ui-kit';
import { useId } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useLevers } from '../../hooks/useChaos';
import { useExperiment } from '../../hooks/useExperiment';
import { usePresets } from '../../hooks/usePresets';
import { asSchedule, isRepeatable } from '../../model/standing';
import { rootRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { ComponentField } from '../ComponentField';
import { ClusterField } from './ClusterField';
import { ClusterNotice } from './ClusterNotice';
import { ManifestEditor } from './ManifestEditor';
import styles from './NewRunPage.module.css';
import { PictureLink } from './PictureLink';
import { PolicyNote } from './PolicyNote';
import { Preflight } from './Preflight';
import { PresetCards } from './PresetCards';
import { RepeatField } from './RepeatField';
import { SaveButtons } from './SaveButtons';

function Workbench(props: {
  clusters: readonly ChaosCluster[];
  policy: ChaosPolicy;
}) {
  const { clusters, policy } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [link] = useSearchParams();
  const presets = usePresets(link.get('entity') ?? undefined);
  const known =
    presets.state.status === 'ready' ? presets.state.value : undefined;
  const experiment = useExperiment(known?.presets ?? []);
  const { entity, preset, repeat, text } = experiment;
  const { choose, choosePreset, setText } = experiment;
  const cluster =
    clusters.find(({ name }) => name === experiment.cluster) ??
    clusters.find(({ state, halt }) => state === 'ready' && !halt) ??
    clusters[0];
  const presetsId = useId();

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
      </div>
      {cluster && <ClusterNotice cluster={cluster} />}
      <section aria-labelledby={presetsId} className={styles.section}>
        <Text as="h2" id={presetsId} variant="body-large" weight="bold">
          {t('new.presets')}
        </Text>
        <PageStates
          state={presets.state}
          subject={t('new.presetsSubject')}
          skeleton={<SkeletonCards count={4} />}
          permission={chaosReadPermission}
          onRetry={presets.refresh}
        >
          {value => (
            <PresetCards
              labelledBy={presetsId}
              presets={value.presets}
              chosen={preset}
              onChoose={choosePreset}
            />
          )}
        </PageStates>
      </section>
      {entity === undefined && text === '' && (
        <EmptyState
          title={t('new.chooseTitle')}
          description={t('new.chooseDescription')}
        />
      )}
      <PolicyNote policy={policy} />
      <div className={styles.workbench}>
        <div className={styles.section}>
          {isRepeatable(text) && (
            <RepeatField
              cron={repeat ?? ''}
              onChange={cron => choose('repeat', cron)}
            />
          )}
          <ManifestEditor
            text={text}
            sources={policy.checks}
            onChange={setText}
          />
          <PictureLink text={text} />
          {text.trim() !== '' && (
            <SaveButtons text={text} saveUrl={known?.saveUrl} />
          )}
        </div>
        {cluster && text.trim() !== '' ? (
          <Preflight
            cluster={{ name: cluster.name, title: cluster.title }}
            manifest={
              repeat && isRepeatable(text) ? asSchedule(text, repeat) : text
            }
          />
        ) : (
          <p className={styles.quiet}>{t('check.nothing')}</p>
        )}
      </div>
    </div>
  );
}

/** What is to be broken, on what, and how far; and what that would do before it is done. */
export function NewRunPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const all = useRouteRef(rootRouteRef)?.();
  const { state, refresh } = useLevers();

  return (
    <main>
      <Header
        title={t('new.title')}
        description={t('new.description')}
        customActions={
          all !== undefined && <Link href={all}>{t('page.all')}</Link>
        }
      />
      <Container>
        <PageStates
          state={state}
          subject={t('levers.subject')}
          skeleton={<SkeletonRows count={8} />}
          isEmpty={value => value.clusters.length === 0}
          empty={
            <EmptyState
              title={t('levers.emptyTitle')}
              description={t('levers.emptyDescription', {
                key: <code>kubernetes.clusterLocatorMethods</code>,
              })}
            />
          }
          permission={chaosReadPermission}
          onRetry={refresh}
        >
          {({ clusters, policy }) => (
            <Workbench clusters={clusters} policy={policy} />
          )}
        </PageStates>
      </Container>
    </main>
  );
}
