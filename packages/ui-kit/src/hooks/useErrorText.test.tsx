import { ConflictError, ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { gatewayRefusal, languageConfig } from '../testUtils';
import { useErrorText } from './useErrorText';

function Line({ thrown }: { thrown: unknown }) {
  return <p role="alert">{useErrorText()(thrown)}</p>;
}

async function textOf(thrown: unknown, language = 'en') {
  const { unmount } = renderInTestApp(<Line thrown={thrown} />, {
    config: languageConfig(language),
  });
  const { textContent } = await screen.findByRole('alert');
  unmount();
  return textContent;
}

it('leaves what the back end said as it is', async () => {
  const refusal = await ResponseError.fromResponse(
    Response.json(
      {
        error: { name: 'ConflictError', message: 'Another run hits payments' },
        request: { method: 'POST', url: '/runs' },
        response: { statusCode: 409 },
      },
      { status: 409 },
    ),
  );
  expect(await textOf(refusal, 'uk')).toBe('Another run hits payments');
  expect(await textOf(new ConflictError('It is taken'))).toBe('It is taken');
  expect(await textOf('odd')).toContain('odd');
});

it('says in words what nobody of the portal said, and what to do', async () => {
  const lost = new TypeError('Failed to fetch');
  expect(await textOf(lost)).toBe(
    'The server did not answer. Check your connection to the portal.',
  );
  expect(await textOf(lost, 'uk')).toBe(
    'Сервер не відповів. Перевірте своє з’єднання з порталом.',
  );
  expect(await textOf(await gatewayRefusal(503))).toBe(
    'The back end of the portal does not answer. It may be starting again: wait a moment. If it goes on, tell the people who run the portal.',
  );
  expect(await textOf(await gatewayRefusal(500))).toBe(
    'The answer came from something in front of the portal and only says 500. If it goes on, tell the people who run the portal.',
  );
  expect(await textOf(await gatewayRefusal(401), 'uk')).toBe(
    'Відповів не портал, а щось на шляху до нього, і лише кодом 401. Ваш сеанс завершився: увійдіть знову.',
  );
});
