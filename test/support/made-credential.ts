// A credential that no KDC knows: in form like a real one, what is sealed in its ticket is nothing.
import { EncryptionKey, encodeDer, ticket as ticketCodec } from '../../src/krb5/index.ts';
import type { Credential, Principal } from '../../src/krb5/index.ts';

export function madeCredential(given: {
  readonly client: Principal;
  readonly server: Principal;
  readonly times: Credential['times'];
  readonly flags: number;
  /** Of the ticket's sealed part; the session key is always one of aes256. */
  readonly sealed?: { readonly etype: number; readonly kvno: number; readonly length: number };
  /** What the session key and the sealed part are filled with. */
  readonly filling?: number;
}): Credential {
  const { client, server, times, flags, filling = 7 } = given;
  const { etype, kvno, length } = given.sealed ?? { etype: 18, kvno: 1, length: 200 };
  return {
    client,
    server,
    key: new EncryptionKey(18, new Uint8Array(32).fill(filling & 255)),
    times,
    isSkey: false,
    flags,
    addresses: [],
    authorizationData: [],
    ticket: encodeDer(ticketCodec, {
      tktVno: 5,
      realm: server.realm,
      sname: server.name,
      encPart: { etype, kvno, cipher: new Uint8Array(length).fill(filling & 255) },
    }),
    secondTicket: new Uint8Array(),
  };
}
