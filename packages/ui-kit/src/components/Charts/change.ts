import { formatPercent } from '../../model/numbers';
import { type Quantity, quantityNumber } from '../../model/quantity';

/** A change that rounds to nothing is none. */
const SMALLEST_CHANGE = 0.0005;

/** How something is other than in the period before. */
export type Change = { direction: 'up' | 'down' | 'same'; ratio?: number };

/** How much of the period before is more or less now; from nothing, no ratio. */
export function changeOf(
  value: Quantity | undefined,
  previous: Quantity | undefined,
): Change | undefined {
  const now = quantityNumber(value);
  const before = quantityNumber(previous);
  if (now === undefined || before === undefined) {
    return undefined;
  }
  const ratio = before === 0 ? undefined : (now - before) / Math.abs(before);
  if (now === before || Math.abs(ratio ?? 1) < SMALLEST_CHANGE) {
    return { direction: 'same', ratio: 0 };
  }
  return { direction: now > before ? 'up' : 'down', ratio };
}

/** Whether a change is for the better; `undefined` where nobody said which way that is. */
export function verdictOf(
  direction: Change['direction'],
  goodWhen: 'up' | 'down' | undefined,
): 'good' | 'bad' | undefined {
  if (direction === 'same' || !goodWhen) {
    return undefined;
  }
  return direction === goodWhen ? 'good' : 'bad';
}

/** A change as a sign and a share; an arrow alone where there is no share. */
export function changeSign(
  { direction, ratio }: Change,
  locale: string,
): string {
  if (ratio === undefined) {
    return direction === 'up' ? '↑' : '↓';
  }
  const share = formatPercent(Math.abs(ratio), { locale });
  return { up: `+${share}`, down: `−${share}`, same: `±${share}` }[direction];
}
