import { type StatusLevel } from '@shop-platform/ui-kit';

/** What a check found out about one part of the portal. */
export interface Check<Facts> {
  level: StatusLevel;
  facts: Facts;
}
