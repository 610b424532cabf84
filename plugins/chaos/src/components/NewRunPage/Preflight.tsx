import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiFlashlightLine, RiShieldCheckLine } from '@remixicon/react';
import {
  chaosRunPermission,
  type ChaosPreflight,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  PageStates,
  PermissionButton,
  SkeletonRows,
} from '@shop-platform/ui-kit';
import { useId, useState } from 'react';
import { type Checked, usePreflight } from '../../hooks/usePreflight';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';
import { PreflightResult } from './PreflightResult';
import { StartDialog } from './StartDialog';

type Place = { name: string; title: string };

function StartButton(props: {
  cluster: Place;
  manifest: string;
  preflight: ChaosPreflight;
  isOutdated: boolean;
  isUnreadable: boolean;
}) {
  const { cluster, manifest, preflight, isOutdated, isUnreadable } = props;
  const { namespace, mayStart } = preflight;
  const { t } = useTranslationRef(chaosTranslationRef);
  // What was checked when the dialog was opened is what is started.
  const [asked, setAsked] = useState<{
    namespace: string;
    manifest: string;
    preflight: ChaosPreflight;
  }>();
  const reasonId = useId();
  const isStartable = mayStart && namespace !== undefined;
  const whyNot = () => {
    if (isUnreadable) {
      return t('start.unreadable');
    }
    if (!isStartable) {
      return t('start.forbidden');
    }
    return isOutdated ? t('start.stale') : undefined;
  };
  const reason = whyNot();

  return (
    <div className={styles.start}>
      <PermissionButton
        permission={chaosRunPermission}
        deed={t('deed.run')}
        variant="primary"
        destructive
        iconStart={<RiFlashlightLine />}
        isDisabled={reason !== undefined}
        aria-describedby={reasonId}
        onPress={() =>
          namespace !== undefined &&
          setAsked({ namespace, manifest, preflight })
        }
      >
        {t('start.start')}
      </PermissionButton>
      <span id={reasonId} className={styles.quiet}>
        {reason}
      </span>
      {asked && (
        <StartDialog
          cluster={cluster}
          {...asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

/** What was checked of an experiment, and the button that starts it. */
export function CheckedPreflight(props: {
  cluster: Place;
  manifest: string;
  checked: Checked;
  /** Whether what stands there cannot be checked, and so not be started. */
  isUnreadable?: boolean;
}) {
  const { cluster, manifest, checked, isUnreadable = false } = props;
  const { state, isOutdated, check } = checked;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        <Text as="h2" id={titleId} variant="body-large" weight="bold">
          {t('check.title')}
        </Text>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiShieldCheckLine />}
          onPress={check}
        >
          {t('check.check')}
        </Button>
        {isOutdated && (
          <span className={styles.quiet}>{t('check.checking')}</span>
        )}
      </div>
      <div
        className={isOutdated ? styles.outdated : undefined}
        aria-busy={isOutdated}
      >
        <PageStates
          state={state}
          subject={t('check.subject')}
          skeleton={<SkeletonRows count={6} />}
          permission={chaosRunPermission}
          onRetry={check}
        >
          {preflight => (
            <div className={styles.section}>
              <PreflightResult preflight={preflight} />
              <StartButton
                cluster={cluster}
                manifest={manifest}
                preflight={preflight}
                isOutdated={isOutdated}
                isUnreadable={isUnreadable}
              />
            </div>
          )}
        </PageStates>
      </div>
    </section>
  );
}

/** What the experiment would do, asked anew whenever it changes; and the button that starts it. */
export function Preflight(props: { cluster: Place; manifest: string }) {
  const checked = usePreflight(props.cluster.name, props.manifest);
  return <CheckedPreflight {...props} checked={checked} />;
}
