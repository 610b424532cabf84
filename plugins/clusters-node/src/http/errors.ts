import { CustomErrorBase, ServiceUnavailableError } from '@backstage/errors';

/**
 * A cluster did not answer, or not in a way that can be read.
 *
 * @public
 */
export class ClusterUnavailableError extends ServiceUnavailableError {
  /** The cluster's name. */
  readonly cluster: string;

  constructor(cluster: string, reason: string, cause?: unknown) {
    super(`Cluster ${cluster} does not answer: ${reason}`, cause);
    this.cluster = cluster;
    this.reason = reason;
  }

  /** Why, without the cluster's name. */
  readonly reason: string;
}

/**
 * A cluster answered that it will not do what it was asked.
 *
 * @public
 */
export class ClusterRefusedError extends CustomErrorBase {
  /** How errors are told apart, also across copies of this package. */
  readonly name = 'ClusterRefusedError' as const;
  /** The cluster's name. */
  readonly cluster: string;
  /** The HTTP status: 403, 404, 409, 422. */
  readonly code: number;
  /** Kubernetes' word for it: `Forbidden`, `Conflict`, `Invalid`. */
  readonly reason: string;
  /**
   * What Backstage answers with: 403 where a person lacks a right there, in whose
   * name it was asked. Whatever the portal's own account may not do is no fault of
   * the caller's.
   */
  readonly statusCode: number | undefined;

  constructor(options: {
    cluster: string;
    code: number;
    reason: string;
    message: string;
    /** A person was refused, by rights. */
    isOfPerson?: boolean;
  }) {
    super(`Cluster ${options.cluster}: ${options.message}`);
    this.cluster = options.cluster;
    this.code = options.code;
    this.reason = options.reason;
    this.statusCode = options.isOfPerson ? options.code : undefined;
  }
}
