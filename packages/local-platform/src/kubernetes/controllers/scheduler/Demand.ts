import { parseQuantity } from '../../model/quantity';
import type { Container, Pod } from '../types';

/** What pods ask of a node, and what a node has: by resource, `pods` among them. */
export type Demand = Record<string, number>;

function requested(container: Container): Demand {
  return Object.fromEntries(
    Object.entries(container.resources?.requests ?? {}).map(
      ([name, amount]) => [name, parseQuantity(amount) ?? 0],
    ),
  );
}

export function addTo(sum: Demand, demand: Demand): void {
  for (const [name, amount] of Object.entries(demand)) {
    sum[name] = (sum[name] ?? 0) + amount;
  }
}

/** What a pod asks for: its containers together, or its greediest init container. */
export function demandOf({ spec }: Pod): Demand {
  const sum: Demand = { pods: 1 };
  spec.containers.forEach(container => addTo(sum, requested(container)));
  for (const container of spec.initContainers ?? []) {
    for (const [name, amount] of Object.entries(requested(container))) {
      sum[name] = Math.max(sum[name] ?? 0, amount);
    }
  }
  return sum;
}

export function capacityOf(
  amounts: Record<string, string> | undefined,
): Demand {
  return Object.fromEntries(
    Object.entries(amounts ?? {}).map(([name, amount]) => [
      name,
      parseQuantity(amount) ?? 0,
    ]),
  );
}
