import { errorMessage, isResponseError } from '@shop-platform/ui-kit';

/** @returns what the server said with its status, for people who have to find the cause */
export function detailedMessageOf(error: Error): string {
  const message = errorMessage(error);
  // As `ResponseError` says it by itself: "Request failed with 503 …".
  return isResponseError(error) && !message.includes(`with ${error.statusCode}`)
    ? `${message} (${error.statusCode})`
    : message;
}
