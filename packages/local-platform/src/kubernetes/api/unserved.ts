import { ApiError, noSuchPath } from '../model/ApiError';

const NO_VOLUMES = 'its containers are processes without volumes that stay';
const NO_WEBHOOKS =
  'nothing in it calls webhooks; a ValidatingAdmissionPolicy does what most of them do';

/** Kinds that every real cluster has and this one has not, by group and plural. */
const UNSERVED: Record<string, string> = {
  'apps/statefulsets': NO_VOLUMES,
  'apps/daemonsets': 'it has one node, on which a Deployment does the same',
  '/replicationcontrollers': 'a Deployment does the same',
  '/persistentvolumes': NO_VOLUMES,
  '/persistentvolumeclaims': NO_VOLUMES,
  'storage.k8s.io/storageclasses': NO_VOLUMES,
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': NO_WEBHOOKS,
  'admissionregistration.k8s.io/validatingwebhookconfigurations': NO_WEBHOOKS,
  'networking.k8s.io/ingresses':
    'its ways in are the gateways of the shop and their global entry',
};

/** The answer for a kind that is not served: for those that a user may expect, why. */
export function notServed(group: string, plural: string): ApiError {
  const why = UNSERVED[`${group}/${plural}`];
  return why
    ? new ApiError(
        404,
        'NotFound',
        `this cluster does not serve ${plural}: ${why}`,
        { kind: plural, ...(group && { group }) },
      )
    : noSuchPath();
}
