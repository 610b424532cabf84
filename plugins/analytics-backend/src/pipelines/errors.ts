import { CustomErrorBase } from '@backstage/errors';

/** The service of a pipeline answered, and not as it should: 502. */
export class PipelineServiceError extends CustomErrorBase {
  readonly statusCode = 502;
}

/** More is asked of a pipeline than it takes at once: 429. */
export class PipelineBusyError extends CustomErrorBase {
  readonly statusCode = 429;
}
