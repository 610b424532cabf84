import { Receiver, receiverOptionsSchema } from './Receiver';

/** Longer than an insert takes, shorter than the supervisor waits. */
const STOP_TIMEOUT_MS = 4_500;

async function main(): Promise<void> {
  const options = receiverOptionsSchema.parse(
    JSON.parse(process.env.OTLP_RECEIVER_OPTIONS ?? ''),
  );
  const receiver = new Receiver(options, message => console.log(message));
  const stop = () => {
    setTimeout(() => {
      console.error('Ended with requests unanswered');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    receiver.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`Listening on 127.0.0.1:${await receiver.start()}`);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
