// A keytab for an account whose password is known, as `ktutil addent -password` makes one.
import { octetsFromText, parsePrincipal, stringToKey } from '../../src/krb5/index.ts';
import { nodeKeyDerivation } from '../../src/node/index.ts';
import { writeKeytab } from '../../src/practice-realm/keytab.ts';

const AES256 = 18;

export async function userKeytab(
  principal: string,
  password: string,
  { kvno = 1, etype = AES256 }: { readonly kvno?: number; readonly etype?: number } = {},
): Promise<Uint8Array> {
  const client = parsePrincipal(principal);
  const salt = octetsFromText(client.realm + client.name.nameString.join(''));
  const octets = octetsFromText(password);
  const key = await stringToKey(nodeKeyDerivation(), etype, octets, salt, undefined);
  return writeKeytab([{ principal: client, kvno, key, timestamp: 1_700_000_000 }]);
}
