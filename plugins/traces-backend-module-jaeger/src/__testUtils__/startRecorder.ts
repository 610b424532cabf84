import { askVersion } from './realJaeger';
import { toRecordedRequest, writeRecording } from './recordings';
import { startPeer, type Peer } from './startPeer';

/** Stands before a Jaeger and writes down what it is asked and what it answers. */
export async function startRecorder(options: {
  queryUrl: string;
  folder: string;
}): Promise<Peer> {
  const { queryUrl, folder } = options;
  const jaeger = await askVersion(queryUrl);
  const recordedOn = new Date().toISOString().slice(0, 10);

  return await startPeer((request, response) => {
    const { method = 'GET', url: target = '/' } = request;
    const pass = async () => {
      const answer = await fetch(`${queryUrl}${target}`, { method });
      const contentType = answer.headers.get('content-type') ?? '';
      const body = await answer.text();
      if (response.destroyed) {
        return;
      }
      await writeRecording(folder, {
        jaeger,
        recordedOn,
        request: toRecordedRequest(method, new URL(target, queryUrl)),
        response: { status: answer.status, contentType, body },
      });
      response.writeHead(answer.status, { 'content-type': contentType });
      response.end(body);
    };
    pass().catch(error => response.destroy(error));
  });
}
