/**
 * What the plugins of the platform share in back end, front end and policy:
 * how clients of their APIs are made, what deploying is, and how ranges of
 * addresses are compared.
 *
 * @packageDocumentation
 */
export { rangesOverlap } from './addressRanges';
export { createApiClient, dataOf, type ApiClientOptions } from './apiClient';
export { readDeployable, type Deployable } from './deployable';
export { platformDeployPermission, platformPermissions } from './permissions';
