/** The name of this service in traces, logs and the catalog. */
export const serviceName = 'wish-lists-service';

/** What the build says it is (the image's tag), or `dev`. */
export const serviceVersion = process.env.SERVICE_VERSION ?? 'dev';
