export { OpenSpan } from './OpenSpan.ts';
export { Tracer } from './Tracer.ts';
export type { Peer, StartOptions, Traced, TracerOptions } from './Tracer.ts';
