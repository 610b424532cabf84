import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiFlowChart } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import { keepDraft } from '../../lib/drafts';
import { readWorkflow } from '../../model/workflow';
import { newWorkflowRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';

/** Takes a Workflow that was pasted to where its steps can be changed. */
export function PictureLink({ text }: { text: string }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const editor = useRouteRef(newWorkflowRouteRef)?.();
  const navigate = useNavigate();
  if (editor === undefined || !readWorkflow(text).picture) {
    return undefined;
  }
  return (
    <div>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiFlowChart />}
        onPress={() => {
          keepDraft('', { text, repeat: '' });
          navigate(editor);
        }}
      >
        {t('workflow.open')}
      </Button>
    </div>
  );
}
