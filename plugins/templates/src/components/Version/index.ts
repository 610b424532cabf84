export { ChangesSince } from './ChangesSince';
export { EntityLink } from './EntityLink';
export { UpgradeLink } from './UpgradeLink';
export { VersionState } from './VersionState';
