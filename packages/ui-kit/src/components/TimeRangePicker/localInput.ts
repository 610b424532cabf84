const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** A date as a `datetime-local` input wants it, in the viewer's zone. */
export function toLocalInput(date: Date): string {
  const day = [
    pad(date.getFullYear(), 4),
    pad(date.getMonth() + 1),
    pad(date.getDate()),
  ].join('-');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(part => pad(part))
    .join(':');
  return `${day}T${clock}`;
}

/** What such an input says, `undefined` while it is incomplete. */
export function fromLocalInput(text: string): Date | undefined {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? undefined : date;
}
