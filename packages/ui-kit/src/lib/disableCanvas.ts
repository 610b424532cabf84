/**
 * Charts in jsdom, which has no canvas and says so at every letter they
 * measure: with this in `setupTests.ts` they guess its width in silence.
 *
 * @public
 */
export function disableCanvas(): void {
  HTMLCanvasElement.prototype.getContext = () => null;
}
