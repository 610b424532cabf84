import { liqpayOptionsSchema, LiqpayServer } from './LiqpayServer';

async function main(): Promise<void> {
  const server = await LiqpayServer.start(
    liqpayOptionsSchema.parse(
      JSON.parse(process.env.LIQPAY_SANDBOX_OPTIONS ?? ''),
    ),
  );
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`Listening on ${server.url}`);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
