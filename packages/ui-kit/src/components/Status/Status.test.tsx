import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { languageConfig } from '../../testUtils';
import { type StatusLevel } from '../../model/status';
import { Status } from './Status';

const LEVELS: StatusLevel[] = ['healthy', 'degraded', 'down', 'unknown'];

describe('Status', () => {
  it('never tells by colour alone', async () => {
    const { container } = renderInTestApp(
      <>
        {LEVELS.map(level => (
          <Status key={level} level={level} />
        ))}
      </>,
    );
    for (const word of ['Healthy', 'Degraded', 'Down', 'Unknown']) {
      expect(await screen.findByText(word)).toBeInTheDocument();
    }
    const icons = [...container.querySelectorAll('svg path')];
    expect(new Set(icons.map(icon => icon.getAttribute('d'))).size).toBe(4);
  });

  it('says since when and why', async () => {
    const { container } = renderInTestApp(
      <Status
        level="unknown"
        since={new Date('2026-03-10T14:03:20Z')}
        detail="Prometheus does not answer"
      />,
    );
    expect(await screen.findByText('Unknown')).toBeInTheDocument();
    expect(container).toHaveTextContent(
      'Unknownsince Mar 10, 2026, 14:03:20Prometheus does not answer',
    );
  });

  it('takes the word that a field has for it', async () => {
    const { container } = renderInTestApp(
      <Status level="healthy" word="Done" />,
    );
    expect(await screen.findByText('Done')).toBeInTheDocument();
    expect(container).not.toHaveTextContent('Healthy');
  });

  it('speaks Ukrainian', async () => {
    renderInTestApp(<Status level="down" />, { config: languageConfig('uk') });
    expect(await screen.findByText('Не працює')).toBeInTheDocument();
  });
});
