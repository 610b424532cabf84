import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { YamlField } from './YamlField';

const TEXT = 'kind: PodChaos\nspec:\n  mode: two\n';

const chosen = () => {
  const area = screen.getByRole<HTMLTextAreaElement>('textbox');
  return area.value.slice(area.selectionStart, area.selectionEnd);
};

it('leads to the line of what is to be changed', async () => {
  renderInTestApp(
    <YamlField
      label="Experiment"
      hint="Write it by hand"
      value={TEXT}
      onChange={() => {}}
      notes={{
        label: 'To change',
        items: [{ message: 'There is no such mode', line: 3 }],
      }}
    />,
  );
  const area = await screen.findByRole('textbox', { name: 'Experiment' });
  expect(area).toHaveAccessibleDescription('Write it by hand');
  expect(area).toBeValid();
  const notes = screen.getByRole('list', { name: 'To change' });
  expect(notes).toHaveTextContent('There is no such mode');
  await userEvent.click(within(notes).getByRole('button', { name: 'Line 3' }));
  expect(area).toHaveFocus();
  expect(chosen()).toBe('  mode: two');
});

it('says why it cannot be read before all else', async () => {
  const onChange = jest.fn();
  renderInTestApp(
    <>
      <h2 id="title">Workflow</h2>
      <YamlField
        labelledBy="title"
        value={TEXT}
        onChange={onChange}
        problem={{ message: 'It is not closed', line: 2 }}
        notes={{ label: 'To change', items: [{ message: 'Something else' }] }}
      />
    </>,
  );
  const area = await screen.findByRole('textbox', { name: 'Workflow' });
  expect(area).toBeInvalid();
  const problem = screen.getByRole('alert');
  expect(problem).toHaveTextContent('It is not closed');
  expect(screen.queryByText('Something else')).not.toBeInTheDocument();
  await userEvent.click(within(problem).getByRole('button'));
  expect(chosen()).toBe('spec:');
  await userEvent.type(area, '!', {
    initialSelectionStart: 0,
    initialSelectionEnd: 0,
  });
  expect(onChange).toHaveBeenCalledWith(`!${TEXT}`);
});
