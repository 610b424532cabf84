import { z } from 'zod';
import { StandIn } from './StandIn';

const optionsSchema = z.object({
  port: z.number().int(),
  password: z.string().min(1),
  file: z.string(),
});

async function main(): Promise<void> {
  const standIn = await StandIn.start(
    optionsSchema.parse(JSON.parse(process.env.REDIS_STAND_IN_OPTIONS ?? '')),
  );
  const stop = () => {
    standIn.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(
    `A stand-in for Redis listens on 127.0.0.1:${standIn.port}; install redis-server for the real one`,
  );
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
