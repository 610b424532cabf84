import { type Trace } from '@shop-platform/backstage-plugin-traces-common';

/** Hands a trace, as the portal received it, to the browser as a file. */
export function downloadTrace(trace: Trace): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(trace, undefined, 2)], {
      type: 'application/json',
    }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = `trace-${trace.traceId}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
