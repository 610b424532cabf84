import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';

/** Says where requests were counted, in English as all that the back end says. */
export function describeScope(
  scope: ChaosScope | undefined,
  region: string,
): string {
  switch (scope) {
    case 'region':
      return `in ${region}`;
    case 'spans-without-region':
      return 'in all regions, as its spans name none';
    case 'region-without-spans':
      return `in all regions, as no span names ${region}`;
    case 'calls-without-region':
      return 'in all regions, as calls are not counted by region';
    default:
      return '';
  }
}
