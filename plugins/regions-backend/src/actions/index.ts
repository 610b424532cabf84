import {
  createGetRegionsAction,
  type GetRegionsActionOptions,
} from './createGetRegionsAction';

/** Registers what agents can do with regions. */
export function registerActions(options: GetRegionsActionOptions): void {
  createGetRegionsAction(options);
}
