import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
} from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { type ChaosPreset } from '@shop-platform/backstage-plugin-chaos-common';
import {
  experimentFrom,
  experimentOf,
  kindsOf,
  NEW_STEPS,
  STEP_TYPES,
  type NewTemplate,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';

/** What can be put into a Workflow. */
export type Offer = {
  /** Of the component that is chosen; without one, one of each kind. */
  presets: readonly ChaosPreset[];
  kinds: readonly string[];
  namespace: string;
};

/** Adds a step, or uses one again that is there. */
export function AddMenu(props: {
  label: string;
  offer: Offer;
  /** Templates that can be used once more here. */
  again: readonly string[];
  isDisabled: boolean;
  onAdd: (template: NewTemplate) => void;
  onAgain?: (name: string) => void;
}) {
  const { label, offer, again, isDisabled, onAdd, onAgain } = props;
  const { presets, kinds, namespace } = offer;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiAddLine />}
        isDisabled={isDisabled}
      >
        {label}
      </Button>
      <Menu>
        <MenuSection title={t('workflow.steps')}>
          {STEP_TYPES.map(type => (
            <MenuItem key={type} onAction={() => onAdd(NEW_STEPS[type])}>
              {t(`workflow.type.${type}`)}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSection title={t('workflow.experiments')}>
          {presets.length > 0
            ? presets.map(preset => (
                <MenuItem
                  key={preset.id}
                  onAction={() => {
                    const template = experimentFrom(preset);
                    if (template) {
                      onAdd(template);
                    }
                  }}
                >
                  {t(`preset.${preset.id}`)}
                </MenuItem>
              ))
            : kindsOf(kinds).map(kind => (
                <MenuItem
                  key={kind}
                  onAction={() => onAdd(experimentOf(kind, namespace))}
                >
                  {kind}
                </MenuItem>
              ))}
        </MenuSection>
        {onAgain && again.length > 0 && (
          <MenuSection title={t('workflow.again')}>
            {again.map(name => (
              <MenuItem key={name} onAction={() => onAgain(name)}>
                {name}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </MenuTrigger>
  );
}
