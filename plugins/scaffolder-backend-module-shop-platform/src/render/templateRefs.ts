import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { RENDERED_WITHIN_ANNOTATION } from '@shop-platform/backstage-plugin-templates-common';

/** The ref of a template, complete. */
export function toTemplateRef(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'template' }));
  } catch (error) {
    throw new InputError(toError(error).message);
  }
}

/** The template that runs, below those it is rendered for itself. */
export function templatesAround({
  templateInfo,
}: {
  templateInfo?: {
    entity?: {
      metadata: {
        name: string;
        namespace?: string;
        annotations?: Record<string, string>;
      };
    };
  };
}): string[] {
  const metadata = templateInfo?.entity?.metadata;
  if (!metadata) {
    return [];
  }
  const { name, namespace, annotations } = metadata;
  return [
    ...(annotations?.[RENDERED_WITHIN_ANNOTATION]?.split(' ') ?? []),
    stringifyEntityRef({ kind: 'template', namespace, name }),
  ];
}
