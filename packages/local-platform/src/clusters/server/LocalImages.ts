import { ImageStore } from '../../images/ImageStore';
import { FoundImage, ImageSource } from '../../kubelet';

const REFERENCE =
  /^(?:.*\/)?(?<name>[\w.-]+?)(?::(?<tag>[\w.-]+))?(?:@sha256:(?<digest>[0-9a-f]{64}))?$/;

/** The embedded image store as a registry: the last part of a reference is a name in it. */
export class LocalImages implements ImageSource {
  readonly #store: ImageStore;
  readonly #own: Map<string, FoundImage>;

  /** @param own - images that come with the platform, by name */
  constructor(store: ImageStore, own: Map<string, FoundImage>) {
    this.#store = store;
    this.#own = own;
  }

  async find(reference: string): Promise<FoundImage | undefined> {
    const {
      name,
      tag = 'latest',
      digest,
    } = REFERENCE.exec(reference)?.groups ?? {};
    if (name === undefined) {
      return undefined;
    }
    const own = this.#own.get(name);
    if (own) {
      return own;
    }
    const images = await this.#store.list(name);
    const image = images.find(
      each =>
        each.digest === digest ||
        (digest === undefined && (each.tag === tag || tag === 'latest')),
    );
    return image && { image, files: this.#store.filesOf(image) };
  }
}
