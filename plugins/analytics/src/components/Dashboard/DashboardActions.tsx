import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  ButtonLink,
  Switch,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import {
  RiEditLine,
  RiFullscreenExitLine,
  RiFullscreenLine,
  RiLink,
} from '@remixicon/react';
import { type DashboardLocator } from '@shop-platform/backstage-plugin-analytics-common';
import { type ReactElement } from 'react';
import { useCopy } from '../../hooks/useCopy';
import { type DashboardView } from '../../hooks/useDashboardView';
import { editorRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';

function IconAction(props: {
  label: string;
  icon: ReactElement;
  onPress: () => void;
}) {
  const { label, icon, onPress } = props;
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="secondary"
        aria-label={label}
        icon={icon}
        onPress={onPress}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}

/** Compare, share, show on all of the screen, edit. */
export function DashboardActions(props: {
  view: DashboardView;
  locator: DashboardLocator;
}) {
  const { view, locator } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const copy = useCopy();
  const editor = useRouteRef(editorRouteRef);

  return (
    <>
      <Switch
        label={t('dashboard.compare')}
        isSelected={view.compare}
        onChange={view.setCompare}
      />
      <IconAction
        label={t('dashboard.share')}
        icon={<RiLink />}
        onPress={() => copy(window.location.href)}
      />
      <IconAction
        label={
          view.isFullScreen
            ? t('dashboard.leaveFullScreen')
            : t('dashboard.fullScreen')
        }
        icon={
          view.isFullScreen ? <RiFullscreenExitLine /> : <RiFullscreenLine />
        }
        onPress={() => view.setFullScreen(!view.isFullScreen)}
      />
      {editor && (
        <ButtonLink
          size="small"
          variant="secondary"
          iconStart={<RiEditLine />}
          href={editor(locator)}
        >
          {t('dashboard.edit')}
        </ButtonLink>
      )}
    </>
  );
}
