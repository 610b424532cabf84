import { fireEvent, screen, waitFor } from '@testing-library/react';

export const START = new Date('2026-03-10T13:00:00Z');
export const after = (minutes: number) =>
  new Date(START.getTime() + minutes * 60_000);
export const range = { from: START, to: after(60) };
export const markup = '<img src=x onerror=alert(1)>';

/** The drawing, once echarts has come and drawn. */
export async function drawing(): Promise<SVGElement> {
  const picture = await screen.findByRole('img');
  return waitFor(() => {
    const svg = picture.querySelector('svg');
    if (!svg?.querySelector('path')) {
      throw new Error('Nothing is drawn yet');
    }
    return svg;
  });
}

/** The plot of a chart without a layout: 600 wide, less the margins. */
const WIDTH = { left: 80, right: 580 };
export const xOf = (minutes: number) =>
  WIDTH.left + ((WIDTH.right - WIDTH.left) * minutes) / 60;

export function drag(from: [number, number], to: [number, number]) {
  const plot = screen.getByRole('img');
  fireEvent.pointerDown(plot, {
    button: 0,
    clientX: from[0],
    clientY: from[1],
  });
  fireEvent.pointerMove(window, { clientX: to[0], clientY: to[1] });
  fireEvent.pointerUp(window, { clientX: to[0], clientY: to[1] });
}
