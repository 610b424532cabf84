import { EmbeddedGitHost, gitHostOptionsSchema } from './EmbeddedGitHost';

/** Longer than a push takes, shorter than the supervisor waits. */
const STOP_TIMEOUT_MS = 4_500;

async function main(): Promise<void> {
  const options = gitHostOptionsSchema.parse(
    JSON.parse(process.env.GIT_HOST_OPTIONS ?? ''),
  );
  const host = await EmbeddedGitHost.start(options, message =>
    console.log(message),
  );
  const stop = () => {
    setTimeout(() => {
      console.error('Ended with requests unanswered');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    host.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`Listening on ${host.baseUrl}`);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
