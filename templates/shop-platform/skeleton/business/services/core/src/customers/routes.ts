import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isUniqueViolation } from '../database/errors.ts';
import { parseInput } from '../http/problems.ts';
import { conflict, notFound, refusable } from '../http/refusals.ts';
import type { Tracer } from '../tracing/index.ts';
import { newCustomerSchema } from './Customer.ts';
import type { PostgresCustomers } from './PostgresCustomers.ts';

const paramsSchema = z.object({ customerId: z.uuid() });

export interface CustomerRoutesOptions {
  customers: PostgresCustomers;
  tracer: Tracer;
}

export function registerCustomers(
  app: FastifyInstance,
  { customers, tracer }: CustomerRoutesOptions,
): void {
  app.post('/customers', async (request, reply) => {
    const newCustomer = parseInput(newCustomerSchema, request.body);
    const customer = await refusable(tracer, 'CreateCustomer', async ctx => {
      try {
        return await customers.create(ctx, newCustomer);
      } catch (error) {
        throw isUniqueViolation(error)
          ? conflict('A customer with this email is registered.')
          : error;
      }
    });
    return reply
      .status(201)
      .header('location', `/customers/${customer.id}`)
      .send(customer);
  });

  app.get('/customers/:customerId', async request => {
    const { customerId } = parseInput(paramsSchema, request.params);
    const customer = await tracer.start(
      'GetCustomer',
      ctx => customers.find(ctx, customerId),
      { attributes: { 'shop.customer.id': customerId } },
    );
    if (!customer) {
      throw notFound('customer', customerId);
    }
    return customer;
  });

  app.delete('/customers/:customerId', async (request, reply) => {
    const { customerId } = parseInput(paramsSchema, request.params);
    await refusable(
      tracer,
      'EraseCustomer',
      async ctx => {
        const erasure = await customers.erase(ctx, customerId);
        if (erasure === 'not found') {
          throw notFound('customer', customerId);
        }
        if (erasure === 'has open orders') {
          throw conflict('Open orders must be delivered or cancelled first.');
        }
      },
      { 'shop.customer.id': customerId },
    );
    return reply.status(204).send();
  });
}
