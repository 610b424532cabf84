export {
  PermissionButton,
  type PermissionButtonProps,
} from './PermissionButton';
