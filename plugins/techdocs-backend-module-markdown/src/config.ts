import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How much one documentation site may hold. */
export interface SiteLimits {
  /** Files of the documentation folder, pages and everything else. */
  files: number;
  /** Bytes of one Markdown page. */
  pageBytes: number;
  /** Bytes of one image or other copied file. */
  fileBytes: number;
  /** Bytes of the whole documentation folder. */
  totalBytes: number;
}

const defaultLimits: SiteLimits = {
  files: 5_000,
  pageBytes: 1_000_000,
  fileBytes: 50_000_000,
  totalBytes: 500_000_000,
};

/** Reads `techdocs.markdown.limits`. */
export function readSiteLimits(config: Config): SiteLimits {
  const limits = config.getOptionalConfig('techdocs.markdown.limits');
  const read = (key: keyof SiteLimits) => {
    const value = limits?.getOptionalNumber(key) ?? defaultLimits[key];
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(
        `techdocs.markdown.limits.${key} must be a whole number above zero, got ${value}`,
      );
    }
    return value;
  };
  return {
    files: read('files'),
    pageBytes: read('pageBytes'),
    fileBytes: read('fileBytes'),
    totalBytes: read('totalBytes'),
  };
}
