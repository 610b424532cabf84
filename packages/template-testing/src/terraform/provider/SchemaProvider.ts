import { Server, ServerCredentials, UntypedHandleCall } from '@grpc/grpc-js';
import { ProviderSchema } from '@shop-platform/template-checks/rendered';
import { Reader, Writer } from 'protobufjs/minimal';
import { encodeSchema } from './encodeSchema';

/** How Terraform is told about a provider that runs already. */
export type Reattach = {
  Protocol: 'grpc';
  ProtocolVersion: 6;
  Pid: number;
  Test: true;
  Addr: { Network: 'tcp'; String: string };
};

/**
 * A provider that has a schema and nothing else, by Terraform's plugin protocol
 * 6. `terraform validate` works with it, and so does `terraform test` with a
 * mocked provider: they need not download the real one, nor have its 100 MB.
 */
export class SchemaProvider {
  readonly #server: Server;
  readonly reattach: Reattach;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.reattach = {
      Protocol: 'grpc',
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
    };
  }

  static async start(schema: ProviderSchema): Promise<SchemaProvider> {
    const server = new Server();
    const answers: Record<string, (request: Buffer) => Uint8Array> = {
      GetProviderSchema: () => encodeSchema(schema),
      ValidateProviderConfig: nothing,
      ValidateResourceConfig: nothing,
      ValidateDataResourceConfig: nothing,
      ConfigureProvider: nothing,
      StopProvider: nothing,
      UpgradeResourceState: keepState,
    };
    server.addService(
      mapValues(answers, (_answer, name) => ({
        path: `/tfplugin6.Provider/${name}`,
        requestStream: false,
        responseStream: false,
        requestSerialize: toBuffer,
        requestDeserialize: (bytes: Buffer) => bytes,
        responseSerialize: toBuffer,
        responseDeserialize: (bytes: Buffer) => bytes,
      })),
      mapValues(
        answers,
        (answer): UntypedHandleCall =>
          (call: { request: Buffer }, done: Done) =>
            done(null, answer(call.request)),
      ),
    );
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(
        '127.0.0.1:0',
        ServerCredentials.createInsecure(),
        (error, bound) => (error ? reject(error) : resolve(bound)),
      );
    });
    return new SchemaProvider(server, port);
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}

type Done = (error: null, value: Uint8Array) => void;

function mapValues<A, B>(
  record: Record<string, A>,
  map: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, map(value, key)]),
  );
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes);
}

/** An empty answer says that there is nothing to complain of. */
function nothing(): Uint8Array {
  return new Uint8Array();
}

/** The state is as it was: raw_state.json becomes upgraded_state.json. */
function keepState(request: Buffer): Uint8Array {
  const json = readField(readField(request, 3), 1);
  const value = Writer.create().uint32(18).bytes(json).finish();
  return Writer.create().uint32(10).bytes(value).finish();
}

function readField(message: Uint8Array, field: number): Uint8Array {
  const reader = Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === field * 8 + 2) {
      return reader.bytes();
    }
    reader.skipType(tag % 8);
  }
  return new Uint8Array();
}
