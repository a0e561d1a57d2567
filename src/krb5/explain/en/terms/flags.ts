// Flags and options, in English.
import type { Terms } from '../../terms.ts';

export const ticketFlag: Terms['ticketFlag'] = {
  RESERVED: 'Without meaning.',
  FORWARDABLE: 'A ticket for another computer can be made from it.',
  FORWARDED: 'It was made on another computer and passed on.',
  PROXIABLE: 'A service ticket for another address can be made from it.',
  PROXY: 'It was made for another address.',
  MAY_POSTDATE: 'Tickets that start later can be made from it.',
  POSTDATED: 'It was asked for before its start.',
  INVALID: 'The KDC has to validate it before it serves.',
  RENEWABLE: 'It can be renewed without the password.',
  INITIAL: 'It came from the password or key itself, not from another ticket.',
  PRE_AUTHENT: 'The KDC saw proof of the password first.',
  HW_AUTHENT: 'The KDC saw proof by a device.',
  TRANSITED_POLICY_CHECKED: 'The KDC checked the realms that it came through.',
  OK_AS_DELEGATE: 'The realm trusts this service with the person’s identity.',
  ENC_PA_REP: 'The KDC confirmed under seal what it was asked for.',
  ANONYMOUS: 'It does not say who the client is.',
};

export const kdcOption: Terms['kdcOption'] = {
  RESERVED: 'Without meaning.',
  FORWARDABLE: 'Asks for a ticket that can be passed on.',
  FORWARDED: 'Asks for a ticket for another computer.',
  PROXIABLE: 'Asks for a ticket from which service tickets for other addresses can be made.',
  PROXY: 'Asks for a service ticket for another address.',
  ALLOW_POSTDATE: 'Asks for a ticket from which later ones can be made.',
  POSTDATED: 'Asks for a ticket that starts later.',
  RENEWABLE: 'Asks for a ticket that can be renewed.',
  OPT_HARDWARE_AUTH: 'Asks for a sign-in by a device.',
  CNAME_IN_ADDL_TKT: 'Constrained delegation: the ticket is to be for the client of the enclosed one.',
  CANONICALIZE: 'The KDC may answer with the real names, or point to another realm.',
  REQUEST_ANONYMOUS: 'Asks for a ticket that does not say who the client is.',
  DISABLE_TRANSITED_CHECK: 'Leaves the check of the realms on the way to the service.',
  RENEWABLE_OK: 'A renewable ticket will do where none of the wanted length is to be had.',
  ENC_TKT_IN_SKEY: 'User-to-user: seals the ticket with the session key of the enclosed one.',
  RENEW: 'Renews the ticket that is shown.',
  VALIDATE: 'Makes a postdated ticket valid.',
};

export const apOption: Terms['apOption'] = {
  RESERVED: 'Without meaning.',
  USE_SESSION_KEY: 'User-to-user: the ticket is sealed with the session key of the server’s own ticket.',
  MUTUAL_REQUIRED: 'The service has to prove itself too.',
};

export const pacOption: Terms['pacOption'] = {
  CLAIMS: 'The client wants claims in its PAC.',
  BRANCH_AWARE: 'The client knows of read-only domain controllers.',
  FORWARD_TO_FULL_DC: 'A read-only domain controller is to hand the request to a full one.',
  RESOURCE_BASED_CONSTRAINED_DELEGATION:
    'Delegation is asked for as the resource, not the service, allows it.',
};

export const fastOption: Terms['fastOption'] = {
  RESERVED: 'Without meaning.',
  HIDE_CLIENT_NAMES: 'The answer is not to name the client outside of the tunnel.',
  KDC_FOLLOW_REFERRALS: 'The KDC is to follow referrals by itself.',
};

export const otpFlag: Terms['otpFlag'] = {
  RESERVED: 'Without meaning.',
  NEXT_OTP: 'The device’s next value is wanted, not the present one.',
  COMBINE: 'Value and PIN or password are used together.',
  COLLECT_PIN: 'The person has to be asked for a PIN.',
  DO_NOT_COLLECT_PIN: 'The person must not be asked for a PIN.',
  MUST_ENCRYPT_NONCE: 'The nonce has to be sealed, not the time.',
  SEPARATE_PIN_REQUIRED: 'The PIN has to be sent apart from the value.',
  CHECK_DIGIT: 'The last digit of the value is a check digit.',
};
