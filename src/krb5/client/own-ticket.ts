// A ticket to oneself, sealed with the session key of one's own TGT (user-to-user, RFC 4120 3.7): the PAC inside can
// be read without anybody's long-term key. Where the KDC refuses plain user-to-user, S4U2self for oneself is asked
// for in the same form ([MS-SFU] 3.1.5.1.1).
import type { KerberosSettings } from '../config/settings.ts';
import { isKerberosError } from '../errors.ts';
import type { TgsRequest } from '../exchange/tgs-types.ts';
import { KdcOption } from '../iana/flags.ts';
import type { Ports } from '../ports.ts';
import { findTgt } from './cache-match.ts';
import { driveTgs, kdcNow } from './service-ticket.ts';
import type { OwnTicket, OwnTicketRequest } from './types.ts';

/** @throws KerberosError as requestServiceTicket; KDC_ERROR is that of the first way */
export async function ownTicketForPac(
  ports: Ports,
  settings: KerberosSettings,
  request: OwnTicketRequest,
): Promise<OwnTicket> {
  const { contents, signal } = request;
  const tgt = findTgt(contents, settings, kdcNow(ports, contents, settings));
  const plain: TgsRequest = {
    kind: 'service',
    tgt,
    otherTgts: [],
    server: tgt.client,
    fallbackRealms: [],
    kdcOptions: KdcOption.ENC_TKT_IN_SKEY,
    till: 0,
    etypes: settings.defaultTgsEnctypes,
    tgtEtypes: settings.defaultTgsEnctypes,
    secondTicket: tgt.ticket,
    forUser: undefined,
    authorizationData: [],
    referrals: false,
    acceptRename: false,
    clockSkew: settings.clockSkew,
  };
  const ask = async (how: OwnTicket['how']): Promise<OwnTicket> => {
    const forUser = how === 'user-to-user' ? undefined : tgt.client;
    const { credential } = await driveTgs(ports, settings, contents, signal, { ...plain, forUser });
    return { credential, tgt, how };
  };
  if (request.how !== undefined) return ask(request.how);
  try {
    return await ask('user-to-user');
  } catch (first) {
    if (!isKerberosError(first, 'KDC_ERROR')) throw first;
    try {
      return await ask('s4u2self+user-to-user');
    } catch (second) {
      throw isKerberosError(second, 'KDC_ERROR') ? first : second;
    }
  }
}
