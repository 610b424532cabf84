import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { checkActive } from './checkActive';
import { checkRate } from './checkRate';

/** Whether there is room for one more beside what is on and what was started lately. */
export function checkLoad(
  options: Parameters<typeof checkActive>[0] & Parameters<typeof checkRate>[0],
): ChaosFinding[] {
  return [...checkActive(options), ...checkRate(options)];
}
