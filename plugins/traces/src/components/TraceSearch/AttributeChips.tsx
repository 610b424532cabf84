import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tag, TagGroup } from '@backstage/ui';
import { tracesTranslationRef } from '../../translation';

/** The attributes that are asked for, each removable. */
export function AttributeChips(props: {
  attributes: readonly string[];
  onChange: (attributes: string[]) => void;
}) {
  const { attributes, onChange } = props;
  const { t } = useTranslationRef(tracesTranslationRef);

  if (attributes.length === 0) {
    return undefined;
  }
  return (
    <TagGroup
      aria-label={t('filter.attributes')}
      onRemove={removed =>
        onChange(attributes.filter(attribute => !removed.has(attribute)))
      }
    >
      {attributes.map(attribute => (
        <Tag key={attribute} id={attribute} textValue={attribute}>
          {attribute}
        </Tag>
      ))}
    </TagGroup>
  );
}
