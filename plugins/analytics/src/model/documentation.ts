/** What the pages lead to where there is more to say than fits on them. */
export const DOCUMENTATION =
  'https://github.com/shop-platform/portal/blob/main/docs/plugins/analytics.md';
