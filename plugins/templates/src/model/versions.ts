import {
  releasesSince,
  type TemplateRelease,
  type TemplateRendering,
  type TemplateRenderings,
} from '@shop-platform/backstage-plugin-templates-common';

/** What was made from a template, with what changed since. */
export type VersionedRendering = TemplateRendering & {
  /** What the template is called. */
  title: string;
  /** Nothing where the template names no releases. */
  newest: TemplateRelease | undefined;
  /** The releases that it does not have, the newest first. */
  since: TemplateRelease[];
};

/** What was made from one template. */
export type TemplateGroup = {
  template: string;
  title: string;
  newest: TemplateRelease | undefined;
  /** What is most behind comes first. */
  renderings: VersionedRendering[];
};

/** Adds what changed since to each rendering. */
export function withVersions({
  templates,
  renderings,
}: TemplateRenderings): VersionedRendering[] {
  return renderings.map(rendering => {
    const known = templates.find(({ name }) => name === rendering.template);
    return {
      ...rendering,
      title: known?.title ?? rendering.template,
      newest: known?.releases[0],
      since: releasesSince(known?.releases ?? [], rendering.version),
    };
  });
}

/** Groups by template; groups with what is most behind come first. */
export function groupByTemplate(
  renderings: readonly VersionedRendering[],
): TemplateGroup[] {
  const groups = new Map<string, TemplateGroup>();
  for (const rendering of renderings) {
    const { template, title, newest } = rendering;
    const group = groups.get(template) ?? {
      template,
      title,
      newest,
      renderings: [],
    };
    group.renderings.push(rendering);
    groups.set(template, group);
  }
  const behind = ({ since }: VersionedRendering) => since.length;
  for (const group of groups.values()) {
    group.renderings.sort(
      (one, other) =>
        behind(other) - behind(one) || nameOf(one).localeCompare(nameOf(other)),
    );
  }
  return [...groups.values()].sort(
    (one, other) =>
      behind(other.renderings[0]) - behind(one.renderings[0]) ||
      one.title.localeCompare(other.title),
  );
}

/** Whether what a person types is in what they see of a rendering. */
export function matches(rendering: VersionedRendering, text: string): boolean {
  const words = text.toLocaleLowerCase().split(/\s+/);
  const { title, template, version, entityRefs, repository, manifest } =
    rendering;
  const all = [title, template, version, ...entityRefs, repository, manifest]
    .join(' ')
    .toLocaleLowerCase();
  return words.every(word => all.includes(word));
}

/** What a rendering is called: the first entity that comes from it. */
export function nameOf({ entityRefs }: TemplateRendering): string {
  return entityRefs[0].split('/').pop() ?? entityRefs[0];
}

/** What the form of an upgrade is filled in with. */
export function toFormData({
  entityRefs,
  manifest,
}: TemplateRendering): string {
  const answers = { component: entityRefs[0], manifest };
  return new URLSearchParams({ formData: JSON.stringify(answers) }).toString();
}
