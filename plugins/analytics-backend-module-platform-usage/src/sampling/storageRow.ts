import { type UsageRow } from '../types';
import { wholeToBillionths } from './quantity';

/** The bytes of a part of a database, which belongs to a service or to the database itself. */
export function storageRow(part: {
  database: string;
  region: string;
  namespace: string;
  service: string | undefined;
  bytes: bigint;
  seconds: number;
}): UsageRow {
  const { database, region, namespace, service, bytes, seconds } = part;
  const used = wholeToBillionths(bytes * BigInt(seconds));
  return {
    region,
    cluster: database,
    namespace,
    service: service ?? database,
    entity: service
      ? `component:default/${service}`
      : `resource:default/${database}`,
    preview: '',
    resource: 'storage_byte_seconds',
    used,
    // Nobody reserves bytes of a database: what is there is what is kept for it.
    requested: used,
  };
}
