/**
 * What the plugins of the platform share in back end, front end and policy:
 * how clients of their APIs are made, and what deploying is.
 *
 * @packageDocumentation
 */
export { createApiClient, dataOf, type ApiClientOptions } from './apiClient';
export { readDeployable, type Deployable } from './deployable';
export { platformDeployPermission, platformPermissions } from './permissions';
