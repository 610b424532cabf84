import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  chaosRunPermission,
  type ChaosGameDay,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  useErrorText,
  PermissionButton,
  RelativeTime,
} from '@shop-platform/ui-kit';
import { useState } from 'react';
import { chaosApiRef } from '../../api';
import { type Deed, useDeed } from '../../hooks/useDeed';
import { hasCome, startLink } from '../../model/gameDay';
import { newRunRouteRef, newWorkflowRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { PersonName } from '../EntityLink';
import styles from './GameDay.module.css';
import { GameDayFacts } from './GameDayFacts';
import { PlanDialog } from './PlanDialog';

/** That it was called off, or how it is started: by a person, from its day on. */
function HowOn({ day }: { day: ChaosGameDay }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { cancelled } = day;
  if (cancelled) {
    return (
      <Alert
        status="warning"
        icon
        title={t('gameDay.off')}
        description={t('gameDay.offBy', {
          who: <PersonName person={cancelled.by} />,
          when: <RelativeTime date={new Date(cancelled.at)} />,
        })}
      />
    );
  }
  return (
    <p className={styles.quiet}>
      {hasCome(day, new Date()) ? t('gameDay.now') : t('gameDay.later')}
    </p>
  );
}

/** Whoever calls it off is asked once more: it cannot be taken back. */
function Sure(props: { title: string; off: Deed; onBack: () => void }) {
  const { title, off, onBack } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      <Button variant="secondary" onPress={onBack}>
        {t('gameDay.keep')}
      </Button>
      <Button
        variant="primary"
        destructive
        isPending={off.isPending}
        onPress={() => off.run()}
      >
        {t('gameDay.offConfirm', { title })}
      </Button>
    </>
  );
}

function Deeds(props: {
  day: ChaosGameDay;
  onClose: () => void;
  onEdit: () => void;
  onOff: () => void;
}) {
  const { day, onClose, onEdit, onOff } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const newRun = useRouteRef(newRunRouteRef)?.();
  const newWorkflow = useRouteRef(newWorkflowRouteRef)?.();
  const common = {
    permission: chaosRunPermission,
    deed: t('gameDay.deed'),
    variant: 'secondary' as const,
  };
  if (day.cancelled) {
    return (
      <Button variant="secondary" onPress={onClose}>
        {t('gameDay.close')}
      </Button>
    );
  }
  return (
    <>
      <PermissionButton {...common} onPress={onOff}>
        {t('gameDay.callOff')}
      </PermissionButton>
      <PermissionButton {...common} onPress={onEdit}>
        {t('gameDay.edit')}
      </PermissionButton>
      {newRun !== undefined &&
        newWorkflow !== undefined &&
        hasCome(day, new Date()) && (
          <ButtonLink
            variant="primary"
            href={startLink(day, { newRun, newWorkflow })}
          >
            {t('gameDay.start')}
          </ButtonLink>
        )}
    </>
  );
}

function Body(props: { day: ChaosGameDay; error?: Error }) {
  const { day, error } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  return (
    <div className={styles.form}>
      <HowOn day={day} />
      <GameDayFacts day={day} />
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('gameDay.offFailed')}
          description={errorText(error)}
        />
      )}
    </div>
  );
}

/** A game day: what was planned, and what can be done about it. */
export function GameDayDialog(props: {
  day: ChaosGameDay;
  onClose: () => void;
  onDone: (day: ChaosGameDay) => void;
}) {
  const { day, onClose, onDone } = props;
  const api = useApi(chaosApiRef);
  const [step, setStep] = useState<'look' | 'edit' | 'off'>('look');
  const off = useDeed(async () => {
    onDone(await api.cancelGameDay(day.id));
    setStep('look');
  });
  if (step === 'edit') {
    return (
      <PlanDialog
        day={day}
        near={new Date(day.at)}
        onClose={() => setStep('look')}
        onDone={changed => {
          setStep('look');
          onDone(changed);
        }}
      />
    );
  }
  return (
    <Dialog
      isOpen
      width="min(40rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{day.title}</DialogHeader>
      <DialogBody>
        <Body day={day} {...(off.error && { error: off.error })} />
      </DialogBody>
      <DialogFooter>
        {step === 'off' ? (
          <Sure title={day.title} off={off} onBack={() => setStep('look')} />
        ) : (
          <Deeds
            day={day}
            onClose={onClose}
            onEdit={() => setStep('edit')}
            onOff={() => setStep('off')}
          />
        )}
      </DialogFooter>
    </Dialog>
  );
}
