/** The services of the shop, as its pods name themselves in `app.kubernetes.io/name`. */
export const SHOP_SERVICES = [
  'core',
  'inventory',
  'notifications',
  'payments',
  'shipping',
  'storefront',
];

/** Which service each fault hits. */
export type Roles = {
  killed: string;
  failed: string;
  delayed: string;
  lossy: string;
  cut: string;
  /** The one that it is cut off from, where there is one. */
  cutFrom: string[];
  busy: string;
};

/** As the template Chaos suite chooses: the one that fits best, or the first. */
export function rolesOf(services: readonly string[]): Roles {
  const first = (name: string) =>
    services.includes(name) ? name : services[0];
  const other = services[1] === 'core' ? services[0] : services[1];
  const hasBoth = services.includes('core') && services.includes('shipping');
  return {
    killed: first('storefront'),
    failed: first('notifications'),
    delayed: first('payments'),
    lossy: first('inventory'),
    cut: first('core'),
    cutFrom: services.length < 2 ? [] : [hasBoth ? 'shipping' : other],
    busy: first('core'),
  };
}
