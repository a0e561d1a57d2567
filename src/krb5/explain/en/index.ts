import type { Tongue } from '../types.ts';
import { codes } from './codes.ts';
import { kdc, kdcInTgs, kdcUnknown } from './kdc.ts';
import { kpasswd, kpasswdUnknown, policyRules } from './kpasswd.ts';
import { ntStatus } from './nt-status.ts';
import { terms } from './terms/index.ts';

export const english: Tongue = {
  codes,
  kdc,
  kdcInTgs,
  kdcUnknown,
  ntStatus,
  kpasswd,
  kpasswdUnknown,
  policyRules,
  phrase: (english) => english,
  remark: (english) => english,
  way: (english) => english,
  terms,
};
