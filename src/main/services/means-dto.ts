// How an identity signed in last, as the window sees it: names, no secret.
import { displayText, isKerberosError } from '#krb5';
import type { MeansDto } from '#shared';
import type { SignInRecord } from '../storage/index.ts';
import type { ServicePorts } from './ports.ts';

/** Stand for the keytabs that krb5.conf names; a file's name is absolute and so never one of these. */
export const isNamedKeytab = (name: string): name is 'default' | 'client' =>
  name === 'default' || name === 'client';

/** The file that a remembered name stands for now. @throws KerberosError CONFIG_INVALID */
export const keytabFile = (ports: Pick<ServicePorts, 'keytabs' | 'system'>, name: string): string =>
  isNamedKeytab(name) ? ports.keytabs.named(name, ports.system().settings) : name;

/** The window's view of what is remembered; undefined where it is the plain way. */
export function meansDto(
  record: SignInRecord | undefined,
  fileOf: (name: string) => string,
): MeansDto | undefined {
  if (record === undefined) return undefined;
  const { how, keytab, sealed, refusedAt, kdc, kpasswd } = record;
  let file: string | undefined;
  try {
    file = keytab === undefined ? undefined : displayText(fileOf(keytab)).slice(0, 4_096);
  } catch (error) {
    if (!isKerberosError(error)) throw error; // krb5.conf cannot be used: said elsewhere
  }
  return {
    how,
    ...(file === undefined || file === '' ? {} : { keytab: file }),
    ...(sealed === undefined ? {} : { saved: refusedAt === 0 ? ('kept' as const) : ('refused' as const) }),
    ...(kdc.length === 0 ? {} : { servers: { kdc: [...kdc], kpasswd: [...kpasswd] } }),
  };
}
