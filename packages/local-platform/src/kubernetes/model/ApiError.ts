export type Cause = { reason: string; message: string; field: string };

export type StatusDetails = {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: Cause[];
  retryAfterSeconds?: number;
};

export type Status = {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: object;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
};

/** A failure as the API answers it. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details && { details: this.details }),
      code: this.code,
    };
  }
}

/** A resource as errors name it: `deployments.apps`. */
export type Named = { group: string; plural: string; kind: string };

function qualified(name: string, group: string): string {
  return group ? `${name}.${group}` : name;
}

function detailsOf(resource: Named, name: string): StatusDetails {
  return {
    ...(name && { name }),
    ...(resource.group && { group: resource.group }),
    kind: resource.plural,
  };
}

export function notFound(resource: Named, name: string): ApiError {
  return new ApiError(
    404,
    'NotFound',
    `${qualified(resource.plural, resource.group)} "${name}" not found`,
    detailsOf(resource, name),
  );
}

export function alreadyExists(resource: Named, name: string): ApiError {
  return new ApiError(
    409,
    'AlreadyExists',
    `${qualified(resource.plural, resource.group)} "${name}" already exists`,
    detailsOf(resource, name),
  );
}

export function conflict(
  resource: Named,
  name: string,
  why: string,
  causes?: Cause[],
): ApiError {
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(
      resource.plural,
      resource.group,
    )} "${name}": ${why}`,
    { ...detailsOf(resource, name), ...(causes && { causes }) },
  );
}

export function staleWrite(resource: Named, name: string): ApiError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function forbidden(
  resource: Named,
  name: string,
  why: string,
): ApiError {
  const subject = qualified(resource.plural, resource.group);
  return new ApiError(
    403,
    'Forbidden',
    `${subject}${name ? ` "${name}"` : ''} is forbidden: ${why}`,
    detailsOf(resource, name),
  );
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized', 'Unauthorized');
}

export function expired(message: string): ApiError {
  return new ApiError(410, 'Expired', message);
}

export function invalid(
  resource: Named,
  name: string,
  causes: Cause[],
): ApiError {
  const messages = causes.map(cause =>
    cause.field ? `${cause.field}: ${cause.message}` : cause.message,
  );
  return new ApiError(
    422,
    'Invalid',
    `${qualified(resource.kind, resource.group)} "${name}" is invalid: ${
      messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`
    }`,
    {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.kind,
      causes,
    },
  );
}

/** The answer to a path that nothing is behind. */
export function noSuchPath(): ApiError {
  return new ApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
  );
}

export function methodNotAllowed(message: string): ApiError {
  return new ApiError(405, 'MethodNotAllowed', message);
}
