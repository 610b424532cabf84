import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
} from '@backstage/ui';
import { RiFlowChart } from '@remixicon/react';
import {
  type ChaosPolicy,
  type ChaosPreset,
  type ChaosStanding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useErrorText } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { useStanding } from '../../hooks/useChaos';
import { useDeed } from '../../hooks/useDeed';
import { nameOf } from '../../model/names';
import { refOf } from '../../model/standing';
import { standingTests, type StandingTest } from '../../model/standingPresets';
import {
  copyOf,
  emptyWorkflow,
  oneAfterAnother,
  phaseAfterPhase,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';

/** A Workflow, or a Schedule of one. */
const isWorkflow = ({ kind, what }: ChaosStanding) =>
  kind === 'Workflow' || what.includes('Workflow');

/** Copies what stands in a cluster; that is one change, which can be undone. */
function CopyItem(props: {
  item: ChaosStanding;
  onChoose: (item: ChaosStanding) => void;
}) {
  const { item, onChoose } = props;
  return (
    <MenuItem onAction={() => onChoose(item)}>
      {`${item.name} · ${item.cluster}`}
    </MenuItem>
  );
}

/** The tests that the platform has standing: the editor, and how often they begin. */
function SetSection(props: {
  tests: readonly StandingTest[];
  onBegin: (text: string, repeat?: string) => void;
}) {
  const { tests, onBegin } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <MenuSection title={t('workflow.begin.set')}>
      {tests.map(({ id, text, repeat }) => (
        <MenuItem key={id} onAction={() => onBegin(text, repeat)}>
          {t(`standingSet.${id}`)}
        </MenuItem>
      ))}
    </MenuSection>
  );
}

/** What a Workflow can begin with; it takes the place of what stands there. */
export function BeginMenu(props: {
  entity: string | undefined;
  presets: readonly ChaosPreset[];
  namespace: string;
  policy: ChaosPolicy;
  /** With how often it begins, as cron; once where it is undefined. */
  onBegin: (text: string, repeat?: string) => void;
}) {
  const { entity, presets, namespace, policy, onBegin } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const api = useApi(chaosApiRef);
  const { state } = useStanding();
  const standing =
    state.status === 'ready' ? state.value.items.filter(isWorkflow) : [];
  const tests = standingTests(policy, namespace);
  const name = (entity === undefined ? '' : nameOf(entity)).replace(
    /[^-a-z0-9]+/g,
    '-',
  );
  const copying = useDeed(async (item: ChaosStanding) => {
    const { manifest } = await api.getStandingDetails(refOf(item));
    onBegin(copyOf(manifest));
  });

  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiFlowChart />}
          isPending={copying.isPending}
        >
          {t('workflow.begin')}
        </Button>
        <Menu>
          <MenuItem onAction={() => onBegin(emptyWorkflow(namespace))}>
            {t('workflow.begin.empty')}
          </MenuItem>
          {tests.length > 0 && <SetSection tests={tests} onBegin={onBegin} />}
          {presets.length > 0 && (
            <MenuSection title={t('workflow.begin.component', { name })}>
              <MenuItem
                onAction={() =>
                  onBegin(oneAfterAnother({ name, namespace }, presets))
                }
              >
                {t('workflow.begin.weekly')}
              </MenuItem>
              <MenuItem
                onAction={() =>
                  onBegin(phaseAfterPhase({ name, namespace }, presets))
                }
              >
                {t('workflow.begin.phases')}
              </MenuItem>
            </MenuSection>
          )}
          {standing.length > 0 && (
            <MenuSection title={t('workflow.begin.standing')}>
              {standing.map(item => (
                <CopyItem
                  key={`${item.cluster} ${item.kind} ${item.namespace} ${item.name}`}
                  item={item}
                  onChoose={chosen => copying.run(chosen)}
                />
              ))}
            </MenuSection>
          )}
        </Menu>
      </MenuTrigger>
      {copying.error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('workflow.notCopied')}
          description={errorText(copying.error)}
        />
      )}
    </>
  );
}
