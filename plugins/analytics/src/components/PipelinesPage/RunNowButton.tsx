import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { analyticsPipelineRunPermission } from '@shop-platform/backstage-plugin-analytics-common';
import { PermissionButton } from '@shop-platform/ui-kit';
import { analyticsTranslationRef } from '../../translation';

/** Starts a pipeline, for those who may. */
export function RunNowButton(props: {
  isSending: boolean;
  onStart: () => void;
}) {
  const { t } = useTranslationRef(analyticsTranslationRef);

  return (
    <PermissionButton
      size="small"
      variant="primary"
      permission={analyticsPipelineRunPermission}
      deed={t('run.deed')}
      isPending={props.isSending}
      onPress={props.onStart}
    >
      {t('run.now')}
    </PermissionButton>
  );
}
