// Flags and options, in German.
import type { Terms } from '../../terms.ts';

export const ticketFlag: Terms['ticketFlag'] = {
  RESERVED: 'Ohne Bedeutung.',
  FORWARDABLE: 'Daraus lässt sich ein Ticket für einen anderen Rechner machen.',
  FORWARDED: 'Auf einem anderen Rechner gemacht und weitergegeben.',
  PROXIABLE: 'Daraus lässt sich ein Dienst-Ticket für eine andere Adresse machen.',
  PROXY: 'Für eine andere Adresse gemacht.',
  MAY_POSTDATE: 'Daraus lassen sich Tickets machen, die später beginnen.',
  POSTDATED: 'Vor seinem Beginn verlangt.',
  INVALID: 'Das KDC muss es bestätigen, bevor es gilt.',
  RENEWABLE: 'Ohne Passwort erneuerbar.',
  INITIAL: 'Aus Passwort oder Schlüssel selbst, nicht aus einem anderen Ticket.',
  PRE_AUTHENT: 'Das KDC sah zuerst einen Beweis des Passworts.',
  HW_AUTHENT: 'Das KDC sah einen Beweis durch ein Gerät.',
  TRANSITED_POLICY_CHECKED: 'Das KDC hat die Realms geprüft, durch die es kam.',
  OK_AS_DELEGATE: 'Der Realm vertraut diesem Dienst die Identität der Person an.',
  ENC_PA_REP: 'Das KDC hat versiegelt bestätigt, was es gefragt wurde.',
  ANONYMOUS: 'Sagt nicht, wer der Client ist.',
};

export const kdcOption: Terms['kdcOption'] = {
  RESERVED: 'Ohne Bedeutung.',
  FORWARDABLE: 'Bittet um ein Ticket, das weitergegeben werden kann.',
  FORWARDED: 'Bittet um ein Ticket für einen anderen Rechner.',
  PROXIABLE: 'Bittet um ein Ticket, aus dem sich Dienst-Tickets für andere Adressen machen lassen.',
  PROXY: 'Bittet um ein Dienst-Ticket für eine andere Adresse.',
  ALLOW_POSTDATE: 'Bittet um ein Ticket, aus dem sich spätere machen lassen.',
  POSTDATED: 'Bittet um ein Ticket, das später beginnt.',
  RENEWABLE: 'Bittet um ein erneuerbares Ticket.',
  OPT_HARDWARE_AUTH: 'Bittet um eine Anmeldung mit einem Gerät.',
  CNAME_IN_ADDL_TKT: 'Eingeschränkte Delegierung: das Ticket soll für den Client des beigelegten sein.',
  CANONICALIZE: 'Das KDC darf mit den wirklichen Namen antworten, oder auf einen anderen Realm verweisen.',
  REQUEST_ANONYMOUS: 'Bittet um ein Ticket, das nicht sagt, wer der Client ist.',
  DISABLE_TRANSITED_CHECK: 'Überlässt die Prüfung der Realms auf dem Weg dem Dienst.',
  RENEWABLE_OK: 'Ein erneuerbares Ticket genügt, wenn keines von der gewünschten Dauer zu haben ist.',
  ENC_TKT_IN_SKEY: 'User-to-User: versiegelt das Ticket mit dem Sitzungsschlüssel des beigelegten.',
  RENEW: 'Erneuert das Ticket, das gezeigt wird.',
  VALIDATE: 'Macht ein vordatiertes Ticket gültig.',
};

export const apOption: Terms['apOption'] = {
  RESERVED: 'Ohne Bedeutung.',
  USE_SESSION_KEY:
    'User-to-User: das Ticket ist mit dem Sitzungsschlüssel des Tickets des Servers versiegelt.',
  MUTUAL_REQUIRED: 'Auch der Dienst muss sich ausweisen.',
};

export const pacOption: Terms['pacOption'] = {
  CLAIMS: 'Der Client möchte Claims in seinem PAC.',
  BRANCH_AWARE: 'Der Client kennt Nur-Lese-Domänencontroller.',
  FORWARD_TO_FULL_DC: 'Ein Nur-Lese-Domänencontroller soll die Anfrage an einen vollen weitergeben.',
  RESOURCE_BASED_CONSTRAINED_DELEGATION:
    'Delegierung wird so verlangt, wie die Ressource, nicht der Dienst, sie erlaubt.',
};

export const fastOption: Terms['fastOption'] = {
  RESERVED: 'Ohne Bedeutung.',
  HIDE_CLIENT_NAMES: 'Die Antwort soll den Client außerhalb des Tunnels nicht nennen.',
  KDC_FOLLOW_REFERRALS: 'Das KDC soll Verweisen selbst folgen.',
};

export const otpFlag: Terms['otpFlag'] = {
  RESERVED: 'Ohne Bedeutung.',
  NEXT_OTP: 'Der nächste Wert des Geräts wird verlangt, nicht der jetzige.',
  COMBINE: 'Wert und PIN oder Passwort werden zusammen benutzt.',
  COLLECT_PIN: 'Die Person ist nach einer PIN zu fragen.',
  DO_NOT_COLLECT_PIN: 'Die Person darf nicht nach einer PIN gefragt werden.',
  MUST_ENCRYPT_NONCE: 'Die Nonce ist zu versiegeln, nicht die Zeit.',
  SEPARATE_PIN_REQUIRED: 'Die PIN ist getrennt vom Wert zu schicken.',
  CHECK_DIGIT: 'Die letzte Stelle des Werts ist eine Prüfziffer.',
};
