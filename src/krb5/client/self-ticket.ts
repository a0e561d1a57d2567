// S4U2self ([MS-SFU] 3.1.5.1.1): a service's ticket to itself in a person's name, sealed with the service's own key. It
// says what the service would be told of the person, without the person.
import type { KerberosSettings } from '../config/settings.ts';
import type { Credential } from '../credential.ts';
import { KerberosError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { findTgt } from './cache-match.ts';
import { driveTgs, kdcNow } from './service-ticket.ts';
import type { SelfTicketRequest } from './types.ts';

/**
 * People of another realm are not reached: their KDC would have to be asked first.
 * @throws KerberosError NOT_SUPPORTED for a person of another realm, and as requestServiceTicket
 */
export async function selfTicketFor(
  ports: Ports,
  settings: KerberosSettings,
  { contents, user, signal }: SelfTicketRequest,
): Promise<Credential> {
  const tgt = findTgt(contents, settings, kdcNow(ports, contents, settings));
  if (user.realm !== tgt.client.realm) {
    const what = 'S4U2self for a person of another realm';
    throw new KerberosError('NOT_SUPPORTED', `${what} is not supported yet`, { what });
  }
  const { credential } = await driveTgs(ports, settings, contents, signal, {
    kind: 'service',
    tgt,
    otherTgts: [],
    // Under the account's own name, not one of its service names: Samba takes no other.
    server: tgt.client,
    fallbackRealms: [],
    kdcOptions: 0,
    till: 0,
    etypes: settings.defaultTgsEnctypes,
    tgtEtypes: settings.defaultTgsEnctypes,
    secondTicket: new Uint8Array(0),
    forUser: user,
    authorizationData: [],
    referrals: false,
    acceptRename: false,
    clockSkew: settings.clockSkew,
  });
  return credential;
}
