/**
 * What deploying is for back end, front end and policy.
 *
 * @packageDocumentation
 */
export { readDeployable, type Deployable } from './deployable';
export { platformDeployPermission, platformPermissions } from './permissions';
