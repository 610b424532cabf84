import { SERVICE_NAME_ANNOTATION } from '@shop-platform/backstage-plugin-traces-common';

/** Entities that name their service in traces. */
export const hasService = {
  [`metadata.annotations.${SERVICE_NAME_ANNOTATION}`]: { $exists: true },
};
