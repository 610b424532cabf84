import { type Entity } from '@backstage/catalog-model';

/**
 * The annotation that names an entity's service in traces: OpenTelemetry's
 * `service.name`.
 *
 * @public
 */
export const SERVICE_NAME_ANNOTATION = 'shop-platform.io/service-name';

/**
 * The service in traces that an entity stands for.
 *
 * @public
 */
export function getServiceName(entity: Entity): string | undefined {
  return (
    entity.metadata.annotations?.[SERVICE_NAME_ANNOTATION]?.trim() || undefined
  );
}
