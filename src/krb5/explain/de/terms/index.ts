// The sentences for terms, in German.
import type { Terms } from '../../terms.ts';
import { cksumtype, enctype, keyUsage } from './crypto.ts';
import { apOption, fastOption, kdcOption, otpFlag, pacOption, ticketFlag } from './flags.ts';
import { adType, messageType, nameType, pacBuffer } from './messages.ts';
import { paData } from './padata.ts';

export const terms: Terms = {
  paData,
  adType,
  enctype,
  cksumtype,
  nameType,
  keyUsage,
  messageType,
  pacBuffer,
  ticketFlag,
  kdcOption,
  apOption,
  pacOption,
  fastOption,
  otpFlag,
};
