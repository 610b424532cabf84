/** From a time and up to another, without it, as ISO text. */
export interface Period {
  from: string;
  to: string;
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Whole hours, so that both sides are cut alike. */
export function toHours({ from, to }: Period): Period {
  return {
    from: new Date(
      Math.floor(Date.parse(from) / hourMs) * hourMs,
    ).toISOString(),
    to: new Date(Math.ceil(Date.parse(to) / hourMs) * hourMs).toISOString(),
  };
}

/** What is read in one statement: a day at most. */
export function toDays({ from, to }: Period): Period[] {
  const parts: Period[] = [];
  const end = Date.parse(to);
  for (let start = Date.parse(from); start < end; start += dayMs) {
    parts.push({
      from: new Date(start).toISOString(),
      to: new Date(Math.min(start + dayMs, end)).toISOString(),
    });
  }
  return parts;
}

export interface Turns {
  /** Of all there is, in milliseconds since 1970. */
  begin: number;
  end: number;
  lengthMs: number;
  /** Whose turn it is: stretches follow each other, from the newest, and then again. */
  turn: number;
}

/** One stretch of a long time; none, where there is no such time. */
export function stretchInTurn({
  begin,
  end,
  lengthMs,
  turn,
}: Turns): Period | undefined {
  const stretches = Math.ceil((end - begin) / lengthMs);
  if (stretches <= 0) {
    return undefined;
  }
  const to = end - (turn % stretches) * lengthMs;
  return {
    from: new Date(Math.max(begin, to - lengthMs)).toISOString(),
    to: new Date(to).toISOString(),
  };
}
