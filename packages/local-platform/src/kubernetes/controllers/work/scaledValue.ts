/** A number, or a percentage of a whole, as a number. */
export function scaledValue(
  value: number | string | undefined,
  whole: number,
  round: 'up' | 'down',
): number {
  if (typeof value !== 'string') {
    return value ?? 0;
  }
  const share = (Number(value.replace(/%$/, '')) * whole) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}
