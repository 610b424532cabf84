import { type TraceResource } from '@shop-platform/backstage-plugin-traces-common';

/** Jaeger repeats a resource with every batch that it received from it. */
export class ResourceList {
  readonly all: TraceResource[] = [];
  private readonly indexes = new Map<string, number>();

  add(attributes: Record<string, string>): number {
    const key = JSON.stringify(Object.entries(attributes).sort());
    const known = this.indexes.get(key);
    if (known !== undefined) {
      return known;
    }
    this.indexes.set(key, this.all.length);
    return (
      this.all.push({ service: attributes['service.name'] ?? '', attributes }) -
      1
    );
  }
}
