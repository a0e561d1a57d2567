import type { Tongue } from '../types.ts';
import { codes } from './codes.ts';
import { kdc, kdcInTgs, kdcUnknown } from './kdc.ts';
import { kpasswd, kpasswdUnknown, policyRules } from './kpasswd.ts';
import { ntStatus } from './nt-status.ts';
import { terms } from './terms/index.ts';
import { phrase, remark, way } from './phrases.ts';

export const german: Tongue = {
  codes,
  kdc,
  kdcInTgs,
  kdcUnknown,
  ntStatus,
  kpasswd,
  kpasswdUnknown,
  policyRules,
  phrase,
  remark,
  way,
  terms,
};
