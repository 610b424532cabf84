import { performance } from 'node:perf_hooks';
import { type RegionGateway } from '@shop-platform/backstage-plugin-regions-common';
import { z } from 'zod';

const causeSchema = z.object({ cause: z.object({ code: z.string() }) });

/**
 * Asks the gateway once. That nothing listens at its address is an answer; that
 * nothing is heard is none, and rejects.
 */
export async function readGateway(
  url: string,
  signal: AbortSignal,
): Promise<RegionGateway> {
  const began = performance.now();
  const elapsed = () => Math.round((performance.now() - began) * 10) / 10;
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: '*/*', 'user-agent': 'backstage-regions' },
      signal,
    });
    const latencyMs = elapsed();
    await response.body?.cancel();
    return {
      ok: response.status < 400,
      latencyMs,
      answer: `HTTP ${response.status}`,
    };
  } catch (error) {
    const { data } = causeSchema.safeParse(error);
    if (data?.cause.code === 'ECONNREFUSED') {
      return { ok: false, latencyMs: elapsed(), answer: 'connection refused' };
    }
    throw error;
  }
}
