import { type UsageRow } from '../types';
import { wholeToBillionths } from './quantity';

/** The bytes of a part of a database, which belongs to a service or to the database itself. */
export function storageRow(part: {
  database: string;
  region: string;
  namespace: string;
  /** A service of the catalog, if it is one's. */
  service: { name: string; entity: string } | undefined;
  bytes: bigint;
  seconds: number;
}): UsageRow {
  const { database, region, namespace, service, bytes, seconds } = part;
  const used = wholeToBillionths(bytes * BigInt(seconds));
  return {
    region,
    cluster: database,
    namespace,
    service: service?.name ?? database,
    entity: service?.entity ?? `resource:default/${database}`,
    preview: '',
    resource: 'storage_byte_seconds',
    used,
    // Nobody reserves bytes of a database: what is there is what is kept for it.
    requested: used,
  };
}
