import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosPolicy,
  type ChaosPresets,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type AsyncData,
  EmptyState,
  PageStates,
  SkeletonCards,
} from '@shop-platform/ui-kit';
import { type ReactNode, useId } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useExperiment, type Experiment } from '../../hooks/useExperiment';
import { useLastGood } from '../../hooks/useLastGood';
import { usePresets } from '../../hooks/usePresets';
import { chosenCluster } from '../../model/chosenCluster';
import { asSchedule, isRepeatable } from '../../model/standing';
import { rootRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BenchPage, WhereFields } from '../Bench';
import { ManifestFields, ManifestYaml } from './Manifest';
import styles from './NewRunPage.module.css';
import { PictureLink } from './PictureLink';
import { PolicyNote } from './PolicyNote';
import { Preflight } from './Preflight';
import { PresetCards } from './PresetCards';
import { RepeatField } from './RepeatField';
import { SavedNotes } from './SavedNotes';
import { SaveButtons, type SavePlace } from './SaveButtons';

/** The experiments that one can begin with. */
function PresetsSection(props: {
  presets: AsyncData<ChaosPresets>;
  experiment: Experiment;
}) {
  const { presets, experiment } = props;
  const { entity, preset, text, choosePreset } = experiment;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  return (
    <>
      <section aria-labelledby={titleId} className={styles.section}>
        <Text as="h2" id={titleId} variant="body-large" weight="bold">
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
            <>
              <PresetCards
                labelledBy={titleId}
                presets={value.presets}
                saved={value.saved?.presets ?? []}
                chosen={preset}
                onChoose={choosePreset}
              />
              {value.saved && <SavedNotes saved={value.saved} />}
            </>
          )}
        </PageStates>
      </section>
      {entity === undefined && text === '' && (
        <EmptyState
          title={t('new.chooseTitle')}
          description={t('new.chooseDescription')}
        />
      )}
    </>
  );
}

/** What is written, as fields and as YAML, and below that what it would do. */
function Writing(props: {
  experiment: Experiment;
  policy: ChaosPolicy;
  place: SavePlace | undefined;
  children: ReactNode;
}) {
  const { experiment, policy, place, children } = props;
  const { repeat, text, choose, setText } = experiment;
  const written = useLastGood(text);
  return (
    <div className={styles.workbench}>
      <div className={styles.section}>
        {isRepeatable(text) && (
          <RepeatField
            cron={repeat ?? ''}
            onChange={cron => choose('repeat', cron)}
          />
        )}
        <ManifestFields
          text={text}
          written={written}
          sources={policy.checks}
          onChange={setText}
        />
      </div>
      <div className={styles.section}>
        <ManifestYaml text={text} written={written} onChange={setText} />
        <PictureLink text={text} />
        {text.trim() !== '' && (
          <SaveButtons text={text} {...(place && { place })} />
        )}
        {children}
      </div>
    </div>
  );
}

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
  const experiment = useExperiment([
    ...(known?.presets ?? []),
    ...(known?.saved?.presets ?? []),
  ]);
  const { repeat, text } = experiment;
  const cluster = chosenCluster(clusters, experiment.cluster);

  return (
    <div className={styles.page}>
      <WhereFields clusters={clusters} cluster={cluster} />
      <PresetsSection presets={presets} experiment={experiment} />
      <PolicyNote policy={policy} />
      <Writing experiment={experiment} policy={policy} place={known}>
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
      </Writing>
    </div>
  );
}

/** What is to be broken, on what, and how far; and what that would do before it is done. */
export function NewRunPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const all = useRouteRef(rootRouteRef)?.();

  return (
    <BenchPage
      title={t('new.title')}
      description={t('new.description')}
      back={all !== undefined && <Link href={all}>{t('page.all')}</Link>}
    >
      {(clusters, policy) => <Workbench clusters={clusters} policy={policy} />}
    </BenchPage>
  );
}
