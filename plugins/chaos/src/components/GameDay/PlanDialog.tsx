import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCluster,
  type ChaosGameDay,
  type ChaosPolicy,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  useErrorText,
  PageStates,
  SkeletonRows,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { useState } from 'react';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import {
  draftOf,
  type GameDayDraft,
  planOf,
  usualTime,
} from '../../model/gameDay';
import { chaosTranslationRef } from '../../translation';
import styles from './GameDay.module.css';
import { GameDayFields } from './GameDayFields';

type PlanProps = {
  /** What is planned anew; a new one otherwise. */
  day?: ChaosGameDay;
  /** The day that is looked at. */
  near: Date;
  onClose: () => void;
  onDone: (day: ChaosGameDay) => void;
};

function newDraft(
  near: Date,
  clusters: readonly ChaosCluster[],
  policy: ChaosPolicy,
): GameDayDraft {
  return {
    title: '',
    at: usualTime(near, new Date()),
    cluster: clusters[0]?.name ?? '',
    namespace: policy.namespaces[0] ?? '',
    entity: undefined,
    begin: '',
    people: '',
    notes: '',
  };
}

function PlanForm(
  props: PlanProps & {
    clusters: readonly ChaosCluster[];
    policy: ChaosPolicy;
  },
) {
  const { day, near, clusters, policy, onClose, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const api = useApi(chaosApiRef);
  const [draft, setDraft] = useState(() =>
    day ? draftOf(day) : newDraft(near, clusters, policy),
  );
  const plan = planOf(draft);
  const save = useDeed(async () => {
    if (plan) {
      onDone(
        day
          ? await api.changeGameDay(day.id, plan)
          : await api.planGameDay(plan),
      );
    }
  });
  return (
    <>
      <DialogBody>
        <div className={styles.form}>
          <GameDayFields
            draft={draft}
            clusters={clusters}
            policy={policy}
            onChange={change => setDraft(before => ({ ...before, ...change }))}
          />
          {save.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('gameDay.failed')}
              description={errorText(save.error)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!plan}
          isPending={save.isPending}
          onPress={() => save.run()}
        >
          {day ? t('gameDay.save') : t('gameDay.confirm')}
        </Button>
      </DialogFooter>
    </>
  );
}

/** Plans a game day, or changes what was planned. Nothing starts by it. */
export function PlanDialog(props: PlanProps) {
  const { day, onClose } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  // Once: a form does not change under the one who fills it in.
  const { state, refresh } = useAsyncData(
    signal => api.getClusters({ signal }),
    [api],
  );
  return (
    <Dialog
      isOpen
      width="min(40rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {day ? t('gameDay.editTitle', { title: day.title }) : t('gameDay.new')}
      </DialogHeader>
      <PageStates
        state={state}
        subject={t('levers.subject')}
        skeleton={<SkeletonRows count={6} />}
        permission={chaosReadPermission}
        onRetry={refresh}
      >
        {value => <PlanForm {...props} {...value} />}
      </PageStates>
    </Dialog>
  );
}
