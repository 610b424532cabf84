// Loaded before everything else (`node --import`): what is imported before it
// cannot be traced.
import { startTelemetry } from './tracing/telemetry.ts';

export const telemetry = startTelemetry();
