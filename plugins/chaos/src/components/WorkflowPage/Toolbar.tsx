import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  type RemixiconComponentType,
  RiArrowDownLine,
  RiArrowGoBackLine,
  RiArrowGoForwardLine,
  RiArrowUpLine,
  RiDeleteBinLine,
  RiFileCopyLine,
  RiIndentDecrease,
  RiIndentIncrease,
  RiShapesLine,
} from '@remixicon/react';
import { type WorkflowDeeds } from '../../hooks/useWorkflowEditing';
import {
  allSteps,
  canMove,
  MOVES,
  PARALLEL,
  parentOf,
  SERIAL,
  wouldLoop,
  type Move,
  type WorkflowPicture,
  type WorkflowStep,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import { AddMenu, type Offer } from './AddMenu';
import styles from './WorkflowPage.module.css';

const MOVE_ICONS: Record<Move, RemixiconComponentType> = {
  earlier: RiArrowUpLine,
  later: RiArrowDownLine,
  in: RiIndentIncrease,
  out: RiIndentDecrease,
};

type ToolbarProps = {
  picture: WorkflowPicture;
  step: WorkflowStep;
  offer: Offer;
  /** Why the picture cannot be changed now is said elsewhere. */
  isDisabled: boolean;
  deeds: WorkflowDeeds;
};

/** Templates that can be used again where something new would go. */
function againFor({ picture, step }: ToolbarProps): string[] {
  const isList = step.type === 'Serial' || step.type === 'Parallel';
  const container = isList ? step : parentOf(picture, step.path);
  const above = new Set(
    allSteps(picture.root)
      .filter(each => container && wouldLoop(container.name, each))
      .map(({ name }) => name),
  );
  return picture.names.filter(name => !above.has(name));
}

function MoveButtons({ picture, step, isDisabled, deeds }: ToolbarProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      {MOVES.map(move => {
        const Icon = MOVE_ICONS[move];
        return (
          <Button
            key={move}
            size="small"
            variant="tertiary"
            iconStart={<Icon />}
            isDisabled={isDisabled || !canMove(picture, step.path, move)}
            onPress={() => deeds.move(move)}
          >
            {t(`workflow.move.${move}`)}
          </Button>
        );
      })}
    </>
  );
}

function WrapMenu({ step, isDisabled, deeds }: ToolbarProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiShapesLine />}
        isDisabled={isDisabled || step.name === ''}
      >
        {t('workflow.wrap')}
      </Button>
      <Menu>
        <MenuItem onAction={() => deeds.wrap(SERIAL)}>
          {t('workflow.type.Serial')}
        </MenuItem>
        <MenuItem onAction={() => deeds.wrap(PARALLEL)}>
          {t('workflow.type.Parallel')}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}

/** Undoing has to be possible while the text cannot be read, too. */
function HistoryButtons({ deeds }: ToolbarProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiArrowGoBackLine />}
        isDisabled={!deeds.undo}
        onPress={() => deeds.undo?.()}
      >
        {t('workflow.undo')}
      </Button>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiArrowGoForwardLine />}
        isDisabled={!deeds.redo}
        onPress={() => deeds.redo?.()}
      >
        {t('workflow.redo')}
      </Button>
    </>
  );
}

/** Everything that changes which steps there are, and where. */
export function Toolbar(props: ToolbarProps) {
  const { step, offer, isDisabled, deeds } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const isEntry = step.path.length === 0;
  return (
    <div
      role="group"
      aria-label={t('workflow.toolbar')}
      className={styles.toolbar}
    >
      <AddMenu
        label={t('workflow.add')}
        offer={offer}
        again={againFor(props)}
        isDisabled={isDisabled}
        onAdd={deeds.add}
        onAgain={deeds.addAgain}
      />
      <MoveButtons {...props} />
      <WrapMenu {...props} />
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiFileCopyLine />}
        isDisabled={isDisabled || isEntry || step.isLoop || step.type === ''}
        onPress={deeds.duplicate}
      >
        {t('workflow.duplicate')}
      </Button>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiDeleteBinLine />}
        isDisabled={isDisabled || isEntry}
        onPress={deeds.remove}
      >
        {t('workflow.remove')}
      </Button>
      <HistoryButtons {...props} />
    </div>
  );
}
