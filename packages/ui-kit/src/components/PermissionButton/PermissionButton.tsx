import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  type ButtonProps,
  Tooltip,
  TooltipTrigger,
  VisuallyHidden,
} from '@backstage/ui';
import { useId } from 'react';
import { usePermissionAdvice } from '../../hooks/usePermissionAdvice';
import { uiKitTranslationRef } from '../../translation';
import styles from './PermissionButton.module.css';

/**
 * Properties of `PermissionButton`.
 *
 * @public
 */
export type PermissionButtonProps = ButtonProps & {
  permission: Permission;
  /** What the deed is done to, for permissions that depend on it. */
  resourceRef?: string;
  /** The deed as it follows "may", in the language of the page: "register entities". */
  deed?: string;
};

/** What a button looks like, without anything it does. */
function appearance(props: ButtonProps): ButtonProps {
  return {
    ...props,
    type: 'button',
    onPress: undefined,
    onPressStart: undefined,
    onPressEnd: undefined,
    onPressUp: undefined,
    onPressChange: undefined,
    onClick: undefined,
  };
}

function RefusedButton(props: { reason: string; button: ButtonProps }) {
  const reasonId = useId();
  const className = [props.button.className, styles.refused]
    .filter(Boolean)
    .join(' ');

  return (
    <>
      <TooltipTrigger>
        <Button
          {...appearance(props.button)}
          className={className}
          aria-disabled="true"
          aria-describedby={reasonId}
        />
        <Tooltip>{props.reason}</Tooltip>
      </TooltipTrigger>
      <VisuallyHidden id={reasonId}>{props.reason}</VisuallyHidden>
    </>
  );
}

/**
 * A button for a deed that not everybody may do. To those who may not it stays
 * visible and reachable, and says which group may.
 *
 * @remarks
 * Open dialogs from `onPress`: inside a `DialogTrigger` the trigger would act on
 * a refused press too. The back end checks the permission on its own.
 *
 * @public
 */
export function PermissionButton(props: PermissionButtonProps) {
  const { permission, resourceRef, deed, ...button } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const advice = usePermissionAdvice(permission, deed);
  const { loading, allowed, error } = usePermission(
    isResourcePermission(permission)
      ? { permission, resourceRef }
      : { permission },
  );

  if (loading) {
    return <Button {...button} isDisabled />;
  }
  if (allowed) {
    return <Button {...button} />;
  }
  const unchecked = t('permission.unchecked', {
    deed: deed ?? t('permission.doThis'),
  });
  return <RefusedButton reason={error ? unchecked : advice} button={button} />;
}
