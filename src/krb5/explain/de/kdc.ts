// KRB-ERROR in German.
import { ErrorCode } from '../../iana/error-code.ts';
import { displayText } from '../../text.ts';
import type { KdcDetails, Said, Tongue } from '../types.ts';
import { passwordExpired } from './nt-status.ts';

const client = (details: KdcDetails): string => displayText(details.client ?? 'der Client');
const server = (details: KdcDetails): string => displayText(details.server ?? 'der Dienst');
const realm = (details: KdcDetails): string => displayText(details.realm);

function unknownServer(details: KdcDetails): Said {
  if (details.server !== undefined && details.server === details.client) {
    return {
      what: `Das KDC von ${realm(details)} gibt ${server(details)} kein Ticket an sich selbst`,
      why: 'Es kennt das Konto nur als Client: in Active Directory ein Konto ohne Dienstnamen.',
      toDo: 'Hier ist nichts zu tun. Ein Domänencontroller neuerer Version gibt solche Tickets.',
    };
  }
  return {
    what: `${server(details)} ist dem Realm ${realm(details)} nicht bekannt`,
    why: 'Der Realm hat keinen Dienst dieses Namens (in Active Directory: kein Konto, oder mehr als eines, hat diesen SPN).',
    toDo: 'Hostnamen und Art des Dienstes prüfen. Stimmt beides, ist der Dienst dort noch nicht eingetragen.',
  };
}

function otherRealm(details: KdcDetails): string {
  const named = details.error.crealm;
  return named === undefined || named === details.realm ? '' : `, ${displayText(named)}`;
}

export const kdc: Tongue['kdc'] = {
  [ErrorCode.KDC_ERR_NONE]: () => ({
    what: 'Der Server meldet einen Fehler ohne Fehler',
    why: 'Die Nummer ist 0, und die heißt: alles in Ordnung.',
    toDo: 'Noch einmal versuchen; bleibt es dabei, dem Administrator Bescheid geben.',
  }),
  [ErrorCode.KDC_ERR_NAME_EXP]: (details) => ({
    what: `Das Konto von ${client(details)} ist abgelaufen`,
    why: 'Der Eintrag in der Datenbank des KDC hat einen letzten Tag, und der ist vorbei.',
    toDo: 'Den Administrator bitten, es zu verlängern.',
  }),
  [ErrorCode.KDC_ERR_SERVICE_EXP]: (details) => ({
    what: `Das Konto von ${server(details)} ist abgelaufen`,
    why: 'Der Eintrag in der Datenbank des KDC hat einen letzten Tag, und der ist vorbei.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben.',
  }),
  [ErrorCode.KDC_ERR_BAD_PVNO]: (details) => ({
    what: `Das KDC von ${realm(details)} spricht diese Version von Kerberos nicht`,
    why: 'Es nimmt eine andere Version des Protokolls als 5.',
    toDo: 'Beim Administrator nachfragen, ob dies ein KDC für Kerberos 5 ist.',
  }),
  [ErrorCode.KDC_ERR_C_OLD_MAST_KVNO]: (details) => ({
    what: `Das KDC kann den Schlüssel von ${client(details)} nicht lesen`,
    why: 'Der Schlüssel ist mit einem alten Hauptschlüssel der Datenbank versiegelt.',
    toDo: 'Den Administrator bitten, die Schlüssel der Datenbank auf den neuen Stand zu bringen.',
  }),
  [ErrorCode.KDC_ERR_S_OLD_MAST_KVNO]: (details) => ({
    what: `Das KDC kann den Schlüssel von ${server(details)} nicht lesen`,
    why: 'Der Schlüssel ist mit einem alten Hauptschlüssel der Datenbank versiegelt.',
    toDo: 'Den Administrator bitten, die Schlüssel der Datenbank auf den neuen Stand zu bringen.',
  }),
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: (details) => ({
    what: `${client(details)} ist dem Realm ${realm(details)} nicht bekannt`,
    why: 'Es gibt kein Konto dieses Namens.',
    toDo: 'Schreibweise und Realm prüfen. Ein Name wie eine Mail-Adresse ist vielleicht als Enterprise-Name gemeint.',
  }),
  [ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN]: unknownServer,
  [ErrorCode.KDC_ERR_PRINCIPAL_NOT_UNIQUE]: (details) => ({
    what: `${server(details)} hat mehr als ein Konto in ${realm(details)}`,
    why: 'Das KDC weiß nicht, welchen Schlüssel es nehmen soll.',
    toDo: 'Den Administrator bitten, den doppelten Eintrag zu suchen (Windows: setspn -X).',
  }),
  [ErrorCode.KDC_ERR_NULL_KEY]: (details) => ({
    what: `${client(details)} oder ${server(details)} hat keinen Schlüssel`,
    why: 'Das Konto wurde ohne Passwort oder Schlüssel angelegt.',
    toDo: 'Den Administrator bitten, eines zu setzen.',
  }),
  [ErrorCode.KDC_ERR_CANNOT_POSTDATE]: () => ({
    what: 'Das Ticket kann nicht später beginnen',
    why: 'Das KDC stellt für dieses Konto keine Tickets mit späterem Beginn aus.',
    toDo: 'Ein Ticket verlangen, das jetzt beginnt.',
  }),
  [ErrorCode.KDC_ERR_NEVER_VALID]: () => ({
    what: 'Das Ticket wäre niemals gültig',
    why: 'Für das KDC liegt sein Ende vor seinem Beginn: Die Uhr hier geht falsch, oder die verlangte Dauer ist zu kurz.',
    toDo: 'Die Uhr dieses Computers und die verlangte Dauer prüfen.',
  }),
  [ErrorCode.KDC_ERR_POLICY]: (details) => ({
    what: `Das KDC von ${realm(details)} lehnt aufgrund seiner Regeln ab`,
    why: 'Das Konto oder der Dienst hat eine Regel, der die Anfrage nicht genügt: Uhrzeit, Art der Anmeldung, Art des Tickets.',
    toDo: 'Beim Administrator nachfragen, welche Regel es ist.',
  }),
  [ErrorCode.KDC_ERR_BADOPTION]: (details) => ({
    what: `Das KDC von ${realm(details)} kann nicht tun, was verlangt wurde`,
    why: 'Das Ticket lässt es nicht zu: nicht erneuerbar, nicht weiterleitbar, oder das Konto darf solche Tickets nicht haben.',
    toDo: 'Mit der nötigen Option neu anmelden oder ohne sie anfragen.',
  }),
  [ErrorCode.KDC_ERR_ETYPE_NOSUPP]: (details) => ({
    what: `Das KDC von ${realm(details)} hat keine Verschlüsselung gemeinsam mit dem, was für ${server(details)} verlangt wurde`,
    why: 'Der Dienst hat nur Schlüssel anderer Arten.',
    toDo: 'Den Administrator bitten, dem Dienst AES-Schlüssel zu geben.',
  }),
  [ErrorCode.KDC_ERR_SUMTYPE_NOSUPP]: (details) => ({
    what: `Das KDC von ${realm(details)} kennt die Art der Prüfsumme nicht`,
    why: 'Prüfsummen gehören zu Verschlüsselungen: Die benutzte fehlt ihm.',
    toDo: 'Beim Administrator nachfragen, welche Verschlüsselungen das KDC nimmt.',
  }),
  [ErrorCode.KDC_ERR_PADATA_TYPE_NOSUPP]: (details) => ({
    what: `Das KDC von ${realm(details)} kennt diese Art von Nachweis nicht`,
    why: 'Es ist dafür nicht eingerichtet, oder sein Zertifikat fehlt.',
    toDo: 'Beim Administrator nachfragen.',
  }),
  [ErrorCode.KDC_ERR_TRTYPE_NOSUPP]: (details) => ({
    what: `Das KDC von ${realm(details)} kann nicht lesen, durch welche Realms das Ticket kam`,
    why: 'Die Liste ist auf eine Weise geschrieben, die es nicht kennt.',
    toDo: 'Bei den Administratoren der Realms auf dem Weg nachfragen.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_REVOKED]: (details) => ({
    what: `Das Konto von ${client(details)} ist abgeschaltet, abgelaufen oder gesperrt`,
    why: 'Das KDC gibt ihm zurzeit keine Tickets und sagt nicht, welches der drei es ist.',
    toDo: 'Warten, falls falsche Passwörter es gesperrt haben; sonst beim Administrator nachfragen.',
  }),
  [ErrorCode.KDC_ERR_SERVICE_REVOKED]: (details) => ({
    what: `Das Konto von ${server(details)} ist abgeschaltet oder gesperrt`,
    why: 'Das KDC gibt dafür zurzeit keine Tickets.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben.',
  }),
  [ErrorCode.KDC_ERR_TGT_REVOKED]: () => ({
    what: 'Das Ticket-Granting-Ticket wurde widerrufen',
    why: 'Das KDC nimmt es nicht mehr an; vielleicht hat sich das Konto seither geändert.',
    toDo: 'Neu anmelden.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NOTYET]: (details) => ({
    what: `Das Konto von ${client(details)} gilt noch nicht`,
    why: 'Es beginnt an einem späteren Tag.',
    toDo: 'Warten oder beim Administrator nachfragen.',
  }),
  [ErrorCode.KDC_ERR_SERVICE_NOTYET]: (details) => ({
    what: `Das Konto von ${server(details)} gilt noch nicht`,
    why: 'Es beginnt an einem späteren Tag.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben oder warten.',
  }),
  [ErrorCode.KDC_ERR_KEY_EXPIRED]: passwordExpired,
  [ErrorCode.KDC_ERR_PREAUTH_FAILED]: (details) => ({
    what: `Das KDC nimmt den Schlüssel von ${client(details)} nicht an`,
    why: 'Er ist aus einem falschen Passwort gemacht oder stammt aus einer alten Keytab, oder das KDC verlangt eine andere Art von Nachweis.',
    toDo: 'Das Passwort prüfen; statt einer zu alten Keytab eine neue machen lassen.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: (details) => ({
    what: `Das KDC von ${realm(details)} verlangt einen weiteren Nachweis`,
    why: 'Es hat noch einmal gefragt, obwohl der Nachweis geschickt war; ein zweites Mal wird nichts nachgewiesen.',
    toDo: 'Beim Administrator nachfragen, welche Arten von Nachweis das Konto braucht.',
  }),
  [ErrorCode.KDC_ERR_SERVER_NOMATCH]: (details) => ({
    what: `Das gezeigte Ticket ist nicht für ${server(details)}`,
    why: 'Das Ticket und der verlangte Dienst gehören nicht zusammen.',
    toDo: 'Neu anmelden; bleibt es dabei, dem Administrator Bescheid geben.',
  }),
  [ErrorCode.KDC_ERR_MUST_USE_USER2USER]: (details) => ({
    what: `${server(details)} nimmt nur User-to-User-Tickets`,
    why: 'Es ist das Konto einer Person, das keinen Dienstschlüssel hat.',
    toDo: 'Ein Programm benutzen, das User-to-User-Tickets verlangt.',
  }),
  [ErrorCode.KDC_ERR_PATH_NOT_ACCEPTED]: (details) => ({
    what: `${realm(details)} nimmt die Realms nicht an, durch die das Ticket kam`,
    why: 'Die Vertrauensstellung zwischen den Realms umfasst diesen Weg nicht.',
    toDo: 'Bei den Administratoren beider Realms nachfragen.',
  }),
  [ErrorCode.KDC_ERR_SVC_UNAVAILABLE]: (details) => ({
    what: `Das KDC von ${realm(details)} ist zurzeit nicht verfügbar`,
    why: 'Das sagt es selbst.',
    toDo: 'Später noch einmal versuchen.',
  }),
  [ErrorCode.KRB_AP_ERR_BAD_INTEGRITY]: (details) => ({
    what: `Das KDC von ${realm(details)} kann die Anfrage nicht öffnen`,
    why: 'Sie wurde mit einem anderen Schlüssel versiegelt, als das KDC hat: Passwort, Keytab oder Schlüssel des Realms wurden geändert.',
    toDo: 'Neu anmelden; bei einer Keytab eine neue machen lassen.',
  }),
  [ErrorCode.KRB_AP_ERR_TKT_EXPIRED]: () => ({
    what: 'Das Ticket ist abgelaufen',
    why: 'Das KDC nimmt es nicht mehr an; manche lehnen schon in den letzten zwei Minuten ab.',
    toDo: 'Neu anmelden.',
  }),
  [ErrorCode.KRB_AP_ERR_TKT_NYV]: () => ({
    what: 'Das Ticket gilt noch nicht',
    why: 'Es beginnt später, oder die Uhr dieses Computers geht vor.',
    toDo: 'Auf seinen Beginn warten; die Uhr prüfen.',
  }),
  [ErrorCode.KRB_AP_ERR_REPEAT]: () => ({
    what: 'Der Server hat diese Nachricht schon gesehen',
    why: 'Sie kam zweimal an; eine Wiederholung wird abgelehnt.',
    toDo: 'Noch einmal versuchen.',
  }),
  [ErrorCode.KRB_AP_ERR_NOT_US]: (details) => ({
    what: `Das Ticket ist nicht für ${realm(details)}`,
    why: 'Es wurde für einen anderen Server ausgestellt.',
    toDo: 'Neu anmelden.',
  }),
  [ErrorCode.KRB_AP_ERR_BADMATCH]: () => ({
    what: 'Ticket und Anfrage nennen verschiedene Clients',
    why: 'Der Server vergleicht die beiden.',
    toDo: 'Neu anmelden.',
  }),
  [ErrorCode.KRB_AP_ERR_SKEW]: () => ({
    what: 'Die Uhren gehen zu verschieden',
    why: 'Die Zeit des Servers und die hiesige liegen weiter auseinander, als Kerberos erlaubt.',
    toDo: 'Die Uhr dieses Computers über das Netz stellen, dann neu anmelden.',
  }),
  [ErrorCode.KRB_AP_ERR_BADADDR]: () => ({
    what: 'Das Ticket ist an eine andere Netzadresse gebunden',
    why: 'Es wurde mit Adressen verlangt, und dieser Computer spricht jetzt von einer anderen aus.',
    toDo: 'Neu anmelden, ohne Adressen.',
  }),
  [ErrorCode.KRB_AP_ERR_BADVERSION]: () => ({
    what: 'Der Server spricht diese Version von Kerberos nicht',
    why: 'Die Nachricht nennt eine andere Version des Protokolls, als er nimmt.',
    toDo: 'Beim Betreiber nachfragen, ob es ein Server für Kerberos 5 ist.',
  }),
  [ErrorCode.KRB_AP_ERR_MSG_TYPE]: () => ({
    what: 'Der Server hat eine andere Art von Nachricht erwartet',
    why: 'Was dort ankam, ist nicht, was an dieser Stelle kommen muss.',
    toDo: 'Prüfen, ob die Adresse zu einem Kerberos-Server gehört; dann dem Administrator Bescheid geben.',
  }),
  [ErrorCode.KRB_AP_ERR_MODIFIED]: (details) => ({
    what: `Das KDC von ${realm(details)} fand die Nachricht verändert`,
    why: 'Die Schlüssel sind verschieden, oder unterwegs wurde etwas verändert.',
    toDo: 'Neu anmelden.',
  }),
  [ErrorCode.KRB_AP_ERR_BADORDER]: () => ({
    what: 'Eine Nachricht kam beim Server außer der Reihe an',
    why: 'Ihre Nummer war nicht an der Reihe: Eine ging verloren oder kam zweimal.',
    toDo: 'Noch einmal versuchen.',
  }),
  [ErrorCode.KRB_AP_ERR_ILL_CR_TKT]: () => ({
    what: 'Ein Ticket zwischen den Realms ist nicht in Ordnung',
    why: 'Die Realms auf dem Weg nennen einander nicht, wie sie sollen.',
    toDo: 'Bei den Administratoren beider Realms nachfragen.',
  }),
  [ErrorCode.KRB_AP_ERR_BADKEYVER]: (details) => ({
    what: `${server(details)} hat keinen Schlüssel dieser Version`,
    why: 'Die Keytab dort und die Datenbank des KDC sind verschieden.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben.',
  }),
  [ErrorCode.KRB_AP_ERR_NOKEY]: (details) => ({
    what: `${server(details)} hat keinen Schlüssel für dieses Ticket`,
    why: 'Die Keytab dort ist älter als das Ticket.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben.',
  }),
  [ErrorCode.KRB_AP_ERR_MUT_FAIL]: () => ({
    what: 'Der Server konnte sich nicht ausweisen',
    why: 'Beide Seiten müssen sich ausweisen, und sein Nachweis stimmt nicht.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben.',
  }),
  [ErrorCode.KRB_AP_ERR_BADDIRECTION]: () => ({
    what: 'Eine Nachricht lief in die falsche Richtung',
    why: 'Dem Server wurde eine gezeigt, die er selbst geschickt hatte.',
    toDo: 'Noch einmal versuchen; bleibt es dabei, schickt unterwegs jemand Nachrichten zurück: dem Administrator Bescheid geben.',
  }),
  [ErrorCode.KRB_AP_ERR_METHOD]: () => ({
    what: 'Der Server verlangt eine andere Art, sich auszuweisen',
    why: 'Die benutzte nimmt er nicht.',
    toDo: 'Beim Betreiber des Dienstes nachfragen, welche Art er nimmt.',
  }),
  [ErrorCode.KRB_AP_ERR_BADSEQ]: () => ({
    what: 'Der Server bekam eine Nachricht mit unerwarteter Nummer',
    why: 'Nachrichten gingen verloren oder kamen in anderer Reihenfolge an.',
    toDo: 'Noch einmal versuchen.',
  }),
  [ErrorCode.KRB_AP_ERR_INAPP_CKSUM]: () => ({
    what: 'Der Server lehnt die Art der Prüfsumme ab',
    why: 'Er verlangt eine mit Schlüssel, die er kennt.',
    toDo: 'Beim Administrator nachfragen, welche Prüfsummen der Server nimmt.',
  }),
  [ErrorCode.KRB_AP_PATH_NOT_ACCEPTED]: (details) => ({
    what: `${server(details)} nimmt die Realms nicht an, durch die das Ticket kam`,
    why: 'Dort wird einem anderen Weg vertraut als diesem.',
    toDo: 'Bei den Administratoren beider Realms nachfragen.',
  }),
  [ErrorCode.KRB_ERR_RESPONSE_TOO_BIG]: () => ({
    what: 'Die Antwort ist zu groß',
    why: 'Sie passt weder in ein Datagramm noch, wie es scheint, in eine TCP-Antwort dieses KDC.',
    toDo: 'TCP-Port 88 durchlassen oder beim Administrator nachfragen.',
  }),
  [ErrorCode.KRB_ERR_GENERIC]: (details) => ({
    what: `Das KDC von ${realm(details)} meldet einen eigenen Fehler`,
    why: 'Eine Nummer dafür nennt es nicht; seine Worte, wenn es welche gibt, sagen mehr.',
    toDo: 'Dem Administrator diese Worte zeigen.',
  }),
  [ErrorCode.KRB_ERR_FIELD_TOOLONG]: () => ({
    what: 'Die Anfrage ist zu lang für den Server',
    why: 'Eines ihrer Felder, oder über TCP die ganze Anfrage, ist länger, als er nimmt.',
    toDo: 'Beim Administrator nachfragen; Konten mit sehr vielen Gruppen haben lange Tickets.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NOT_TRUSTED]: (details) => ({
    what: `Das KDC von ${realm(details)} vertraut dem Zertifikat von ${client(details)} nicht`,
    why: 'Keine ihm bekannte Stelle hat das Zertifikat ausgestellt.',
    toDo: 'Den Administrator bitten, dass das KDC dem Aussteller vertraut, oder um ein anderes Zertifikat.',
  }),
  [ErrorCode.KDC_ERR_KDC_NOT_TRUSTED]: (details) => ({
    what: `Das KDC von ${realm(details)} hat kein Zertifikat, dem hier vertraut wird`,
    why: 'Keine der hier genannten Stellen hat es ausgestellt.',
    toDo: 'Beim Administrator nachfragen, welche Stelle das Zertifikat des KDC ausstellt.',
  }),
  [ErrorCode.KDC_ERR_INVALID_SIG]: () => ({
    what: 'Die Unterschrift der Anmeldung stimmt nicht',
    why: 'Das KDC konnte sie mit dem mitgeschickten Zertifikat nicht bestätigen.',
    toDo: 'Noch einmal versuchen; bleibt es dabei, um ein neues Zertifikat oder eine neue Karte bitten.',
  }),
  [ErrorCode.KDC_ERR_DH_KEY_PARAMETERS_NOT_ACCEPTED]: () => ({
    what: 'Das KDC nimmt die Diffie-Hellman-Gruppe nicht',
    why: 'Es verlangt eine größere oder andere.',
    toDo: 'Beim Administrator nachfragen, welche Gruppen das KDC nimmt.',
  }),
  [ErrorCode.KDC_ERR_CERTIFICATE_MISMATCH]: (details) => ({
    what: `Das Zertifikat gehört jemand anderem als ${client(details)}`,
    why: 'Das KDC findet darin ein anderes Konto oder keines.',
    toDo: 'Das richtige Zertifikat wählen oder den Administrator bitten, es dem Konto zuzuordnen.',
  }),
  [ErrorCode.KRB_AP_ERR_NO_TGT]: (details) => ({
    what: `${server(details)} gab kein Ticket für User-to-User`,
    why: 'Dort fehlt das Ticket-Granting-Ticket, das die Anfrage braucht.',
    toDo: 'Die andere Seite muss sich anmelden, dann noch einmal versuchen.',
  }),
  [ErrorCode.KDC_ERR_WRONG_REALM]: (details) => ({
    what: `${client(details)} gehört zu einem anderen Realm${otherRealm(details)}`,
    why: 'Das KDC führt dieses Konto nicht selbst.',
    toDo: 'Diesen Realm nennen oder nach dem kanonischen Namen fragen, damit Tessera folgen darf.',
  }),
  [ErrorCode.KRB_AP_ERR_USER_TO_USER_REQUIRED]: (details) => ({
    what: `${server(details)} nimmt nur User-to-User-Tickets`,
    why: 'Einen Dienstschlüssel gibt es dort nicht.',
    toDo: 'Ein Programm benutzen, das User-to-User-Tickets verlangt.',
  }),
  [ErrorCode.KDC_ERR_CANT_VERIFY_CERTIFICATE]: () => ({
    what: 'Das KDC kann das Zertifikat nicht bis zu einer Stelle verfolgen',
    why: 'Zwischen ihm und einer Stelle, der das KDC vertraut, fehlt ein Zertifikat.',
    toDo: 'Den Administrator um das fehlende Zertifikat bitten.',
  }),
  [ErrorCode.KDC_ERR_INVALID_CERTIFICATE]: () => ({
    what: 'Das Zertifikat ist nicht gültig',
    why: 'Es ist abgelaufen, beschädigt, oder seine Unterschrift passt nicht.',
    toDo: 'Um ein neues Zertifikat oder eine neue Karte bitten.',
  }),
  [ErrorCode.KDC_ERR_REVOKED_CERTIFICATE]: () => ({
    what: 'Das Zertifikat wurde widerrufen',
    why: 'Der Aussteller hat es zurückgezogen.',
    toDo: 'Um ein neues Zertifikat oder eine neue Karte bitten.',
  }),
  [ErrorCode.KDC_ERR_REVOCATION_STATUS_UNKNOWN]: () => ({
    what: 'Das KDC weiß nicht, ob das Zertifikat widerrufen wurde',
    why: 'Es hat keine Sperrliste dieses Ausstellers.',
    toDo: 'Den Administrator bitten, dem KDC die Sperrliste des Ausstellers zu geben.',
  }),
  [ErrorCode.KDC_ERR_REVOCATION_STATUS_UNAVAILABLE]: () => ({
    what: 'Das KDC erreicht die Sperrliste nicht',
    why: 'Der Server des Ausstellers hat dem KDC nicht geantwortet.',
    toDo: 'Später noch einmal versuchen; bleibt es dabei, dem Administrator Bescheid geben.',
  }),
  [ErrorCode.KDC_ERR_CLIENT_NAME_MISMATCH]: (details) => ({
    what: `Das Zertifikat nennt ${client(details)} nicht`,
    why: 'Das KDC vergleicht den Namen darin mit dem Konto, und sie sind verschieden.',
    toDo: 'Das richtige Zertifikat wählen oder den Administrator bitten, es dem Konto zuzuordnen.',
  }),
  [ErrorCode.KDC_ERR_KDC_NAME_MISMATCH]: (details) => ({
    what: `Das Zertifikat des KDC nennt den Realm ${realm(details)} nicht`,
    why: 'Vielleicht ist es ein anderes KDC, als es sagt.',
    toDo: 'Beim Administrator nachfragen, ob das KDC das richtige Zertifikat hat.',
  }),
  [ErrorCode.KDC_ERR_INCONSISTENT_KEY_PURPOSE]: () => ({
    what: 'Das Zertifikat ist nicht zum Anmelden gemacht',
    why: 'Seine Zwecke schließen es nicht ein.',
    toDo: 'Ein anderes Zertifikat wählen oder um eines bitten, das dazu dienen darf.',
  }),
  [ErrorCode.KDC_ERR_DIGEST_IN_CERT_NOT_ACCEPTED]: () => ({
    what: 'Das KDC nimmt den Hash des Zertifikats nicht',
    why: 'Es ist mit einem Hash unterschrieben, der als zu schwach gilt, etwa SHA-1.',
    toDo: 'Um ein neueres Zertifikat bitten.',
  }),
  [ErrorCode.KDC_ERR_PA_CHECKSUM_MUST_BE_INCLUDED]: () => ({
    what: 'Das KDC verlangt im Nachweis eine Prüfsumme über die Anfrage',
    why: 'Der Nachweis kam ohne sie.',
    toDo: 'Beim Administrator nachfragen, welche Arten von Nachweis das KDC nimmt.',
  }),
  [ErrorCode.KDC_ERR_DIGEST_IN_SIGNED_DATA_NOT_ACCEPTED]: () => ({
    what: 'Das KDC nimmt den Hash der Unterschrift nicht',
    why: 'Der Nachweis ist mit einem Hash unterschrieben, der als zu schwach gilt.',
    toDo: 'Beim Administrator nachfragen, welche Hashes das KDC nimmt.',
  }),
  [ErrorCode.KDC_ERR_PUBLIC_KEY_ENCRYPTION_NOT_SUPPORTED]: () => ({
    what: 'Das KDC verschlüsselt nicht für öffentliche Schlüssel',
    why: 'Es nimmt nur Diffie-Hellman.',
    toDo: 'Beim Administrator nachfragen, welche Arten von Nachweis das KDC nimmt.',
  }),
  [ErrorCode.KRB_AP_ERR_IAKERB_KDC_NOT_FOUND]: (details) => ({
    what: `Der Dienst hat kein KDC von ${realm(details)} gefunden`,
    why: 'Er sollte die Anfrage weitergeben und kennt kein KDC dieses Realms.',
    toDo: 'Dem Betreiber des Dienstes Bescheid geben.',
  }),
  [ErrorCode.KRB_AP_ERR_IAKERB_KDC_NO_RESPONSE]: (details) => ({
    what: `Kein KDC von ${realm(details)} hat dem Dienst geantwortet`,
    why: 'Er hat die Anfrage weitergegeben und nichts zurückbekommen.',
    toDo: 'Später noch einmal versuchen; bleibt es dabei, denen Bescheid geben, die das Netz dort betreuen.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_EXPIRED]: () => ({
    what: 'Die Anmeldung hat zu lange gedauert',
    why: 'Was das KDC dafür ausgegeben hat, gilt nicht mehr.',
    toDo: 'Neu anmelden.',
  }),
  [ErrorCode.KDC_ERR_MORE_PREAUTH_DATA_REQUIRED]: (details) => ({
    what: `Das KDC von ${realm(details)} verlangt einen weiteren Schritt des Nachweises`,
    why: 'Der Nachweis hat mehrere Schritte, und hier ist kein weiterer bekannt.',
    toDo: 'Beim Administrator nachfragen, welche Arten von Nachweis das Konto braucht.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_BAD_AUTHENTICATION_SET]: (details) => ({
    what: `Das KDC von ${realm(details)} nimmt diese Gruppe von Nachweisen nicht`,
    why: 'Es bietet mehrere zusammen an, und dies ist keine davon.',
    toDo: 'Beim Administrator nachfragen, welche Arten von Nachweis das Konto braucht.',
  }),
  [ErrorCode.KDC_ERR_UNKNOWN_CRITICAL_FAST_OPTIONS]: (details) => ({
    what: `Das KDC von ${realm(details)} kennt eine Option der geschützten Anfrage (FAST) nicht`,
    why: 'Die Option darf nicht übergangen werden.',
    toDo: 'Beim Administrator nachfragen, ob sich das KDC auf den neuen Stand bringen lässt.',
  }),
  [ErrorCode.KDC_ERR_NO_ACCEPTABLE_KDF]: () => ({
    what: 'Beide Seiten kennen keine gemeinsame Art, einen Schlüssel zu bilden',
    why: 'Das KDC nimmt keine der angebotenen Schlüsselableitungen.',
    toDo: 'Beim Administrator nachfragen, welche das KDC nimmt.',
  }),
};

export const kdcInTgs: Tongue['kdcInTgs'] = {
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: (details) => ({
    what: `${client(details)} ist ${realm(details)} nicht mehr bekannt`,
    why: 'Das Konto wurde seit der Anmeldung gelöscht oder umbenannt.',
    toDo: 'Neu anmelden; geht das nicht, beim Administrator nachfragen.',
  }),
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: (details) => ({
    what: `${server(details)} verlangt ein Ticket aus einer nachgewiesenen Anmeldung`,
    why: 'Die Anmeldung kam ohne Nachweis vorab zustande.',
    toDo: 'Den Administrator bitten, für das Konto den Nachweis vorab zu verlangen.',
  }),
};

export const kdcUnknown: Tongue['kdcUnknown'] = (details, name) => ({
  what: `${details.exchange === 'kpasswd' ? 'Der Passwort-Server' : 'Das KDC'} von ${realm(details)} lehnt ab`,
  why: `Die Antwort heißt ${name}.`,
  toDo: 'Dies dem Administrator zeigen.',
});
