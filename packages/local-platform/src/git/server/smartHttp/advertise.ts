import { NO_OBJECT } from '../store/names';
import { Repository } from '../store/Repository';
import { encodeLine, FLUSH } from './pktLine';

export type Service = 'git-upload-pack' | 'git-receive-pack';

const AGENT = 'agent=shop-platform-git';
const CAPABILITIES: Record<Service, string> = {
  'git-upload-pack': `multi_ack_detailed no-done side-band-64k ofs-delta shallow allow-tip-sha1-in-want allow-reachable-sha1-in-want no-progress object-format=sha1 ${AGENT}`,
  'git-receive-pack': `report-status delete-refs side-band-64k quiet atomic ofs-delta object-format=sha1 ${AGENT}`,
};

/** The refs of a repository and what a service can do, in protocol version 0. */
export async function advertise(
  repository: Repository,
  service: Service,
): Promise<Buffer> {
  const refs = [...(await repository.refs.list())];
  const head = await repository.refs.head();
  const headOid = await repository.refs.read(head);
  const lines: string[] = [];
  if (headOid && service === 'git-upload-pack') {
    lines.push(`${headOid} HEAD`);
  }
  for (const [name, oid] of refs) {
    lines.push(`${oid} ${name}`);
    const object = await repository.objects.read(oid);
    if (object?.type === 'tag' && service === 'git-upload-pack') {
      lines.push(`${object.content.toString('latin1', 7, 47)} ${name}^{}`);
    }
  }
  const symref =
    headOid && service === 'git-upload-pack' ? ` symref=HEAD:${head}` : '';
  const [first = `${NO_OBJECT} capabilities^{}`, ...others] = lines;
  return Buffer.concat([
    encodeLine(`# service=${service}\n`),
    FLUSH,
    encodeLine(`${first}\0${CAPABILITIES[service]}${symref}\n`),
    ...others.map(line => encodeLine(`${line}\n`)),
    FLUSH,
  ]);
}
