import { createHash, timingSafeEqual } from 'node:crypto';

/** LiqPay's own scheme, which is bound to SHA-1: base64(sha1(key + data + key)). */
export function sign(privateKey: string, data: string): string {
  return createHash('sha1')
    .update(privateKey + data + privateKey)
    .digest('base64');
}

export function isSignedBy(
  privateKey: string,
  { data, signature }: { data: string; signature: string },
): boolean {
  const expected = Buffer.from(sign(privateKey, data));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
