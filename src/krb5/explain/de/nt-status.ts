// The NTSTATUS that AD domain controllers add to a KRB-ERROR, in German.
import { NtStatus } from '../../iana/nt-status.ts';
import { displayText } from '../../text.ts';
import type { KdcDetails, Said, Tongue } from '../types.ts';

const client = (details: KdcDetails): string => displayText(details.client ?? 'unbekannt');

export function passwordExpired(details: KdcDetails): Said {
  return {
    what: `Das Passwort von ${client(details)} ist abgelaufen`,
    why: 'Das KDC gibt kein Ticket, bis es geändert ist.',
    toDo: 'Das Passwort ändern, dann mit dem neuen anmelden.',
  };
}

export const ntStatus: Tongue['ntStatus'] = {
  [NtStatus.STATUS_NO_SUCH_USER]: (details) => ({
    what: `Es gibt kein Konto ${client(details)}`,
    why: 'Das Verzeichnis hat keines mit diesem Namen (STATUS_NO_SUCH_USER).',
    toDo: 'Schreibweise und Realm prüfen.',
  }),
  [NtStatus.STATUS_WRONG_PASSWORD]: (details) => ({
    what: `Der Domänencontroller lehnt das Passwort von ${client(details)} ab`,
    why: 'Es ist nicht das, welches im Verzeichnis steht (STATUS_WRONG_PASSWORD).',
    toDo: 'Noch einmal eingeben; bei einer Keytab eine neue machen lassen.',
  }),
  [NtStatus.STATUS_LOGON_FAILURE]: (details) => ({
    what: `Der Domänencontroller lässt ${client(details)} nicht ein`,
    why: 'Name oder Passwort ist falsch; welches von beiden, sagt er nicht (STATUS_LOGON_FAILURE).',
    toDo: 'Beides prüfen und noch einmal versuchen.',
  }),
  [NtStatus.STATUS_ACCOUNT_RESTRICTION]: (details) => ({
    what: `Eine Einschränkung verhindert diese Art der Anmeldung von ${client(details)}`,
    why: 'Vielleicht braucht das Konto eine Smartcard, stärkere Verschlüsselung oder Armor, oder es ist ein geschützter Benutzer (STATUS_ACCOUNT_RESTRICTION).',
    toDo: 'Beim Administrator nachfragen, welche Einschränkung es ist.',
  }),
  [NtStatus.STATUS_INVALID_LOGON_HOURS]: (details) => ({
    what: `${client(details)} darf sich zu dieser Stunde nicht anmelden`,
    why: 'Das Konto hat Anmeldezeiten (STATUS_INVALID_LOGON_HOURS).',
    toDo: 'Warten oder beim Administrator nachfragen.',
  }),
  [NtStatus.STATUS_INVALID_WORKSTATION]: (details) => ({
    what: `${client(details)} darf sich nicht von diesem Computer aus anmelden`,
    why: 'Das Konto ist an bestimmte Arbeitsplätze gebunden (STATUS_INVALID_WORKSTATION).',
    toDo: 'Einen dieser Computer benutzen oder beim Administrator nachfragen.',
  }),
  [NtStatus.STATUS_PASSWORD_EXPIRED]: passwordExpired,
  [NtStatus.STATUS_ACCOUNT_DISABLED]: (details) => ({
    what: `Das Konto von ${client(details)} ist abgeschaltet`,
    why: 'Ein Administrator hat es abgeschaltet (STATUS_ACCOUNT_DISABLED).',
    toDo: 'Den Administrator bitten, es wieder einzuschalten.',
  }),
  [NtStatus.STATUS_INSUFFICIENT_RESOURCES]: (details) => ({
    what: `Dem Domänencontroller von ${displayText(details.realm)} fehlen Mittel`,
    why: 'Er konnte die Anfrage nicht bedienen (STATUS_INSUFFICIENT_RESOURCES).',
    toDo: 'Später noch einmal versuchen; bleibt es dabei, dem Administrator Bescheid geben.',
  }),
  [NtStatus.STATUS_TIME_DIFFERENCE_AT_DC]: () => ({
    what: 'Die Uhr geht anders als die des Domänencontrollers',
    why: 'Der Unterschied ist größer, als die Domäne erlaubt (STATUS_TIME_DIFFERENCE_AT_DC).',
    toDo: 'Die Uhr dieses Computers über das Netz stellen, dann neu anmelden.',
  }),
  [NtStatus.STATUS_LOGON_TYPE_NOT_GRANTED]: (details) => ({
    what: `Diese Art der Anmeldung ist ${client(details)} nicht erlaubt`,
    why: 'Ein Benutzerrecht dafür fehlt (STATUS_LOGON_TYPE_NOT_GRANTED).',
    toDo: 'Den Administrator um das Recht bitten.',
  }),
  [NtStatus.STATUS_NO_TRUST_SAM_ACCOUNT]: () => ({
    what: 'Die Domäne hat kein Konto für diesen Computer',
    why: 'Die Vertrauensstellung zwischen Computer und Domäne ist zerbrochen (STATUS_NO_TRUST_SAM_ACCOUNT).',
    toDo: 'Den Administrator bitten, den Computer neu in die Domäne aufzunehmen.',
  }),
  [NtStatus.STATUS_ACCOUNT_EXPIRED]: (details) => ({
    what: `Das Konto von ${client(details)} ist abgelaufen`,
    why: 'Sein letzter Tag ist vorbei (STATUS_ACCOUNT_EXPIRED).',
    toDo: 'Den Administrator bitten, es zu verlängern.',
  }),
  [NtStatus.STATUS_PASSWORD_MUST_CHANGE]: (details) => ({
    what: `Das Passwort von ${client(details)} muss jetzt geändert werden`,
    why: 'Ein Administrator hat es so bestimmt (STATUS_PASSWORD_MUST_CHANGE).',
    toDo: 'Das Passwort ändern, dann mit dem neuen anmelden.',
  }),
  [NtStatus.STATUS_ACCOUNT_LOCKED_OUT]: (details) => ({
    what: `Das Konto von ${client(details)} ist gesperrt`,
    why: 'Es gab zu viele falsche Passwörter (STATUS_ACCOUNT_LOCKED_OUT).',
    toDo: 'Warten, bis die Sperre endet, oder beim Administrator nachfragen. Nach einem Programm suchen, das noch das alte Passwort hat.',
  }),
  [NtStatus.STATUS_AUTHENTICATION_FIREWALL_FAILED]: (details) => ({
    what: `${client(details)} darf ${displayText(details.server ?? 'den Dienst')} nicht benutzen`,
    why: 'Die Vertrauensstellung lässt Konten der anderen Domäne nur einzeln zu (STATUS_AUTHENTICATION_FIREWALL_FAILED).',
    toDo: 'Den Administrator um „Darf authentifizieren“ auf dem Konto des Dienstes bitten.',
  }),
};
