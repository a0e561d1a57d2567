// Message types, name types, authorization data and the buffers of a PAC, in German.
import type { Terms } from '../../terms.ts';

export const messageType: Terms['messageType'] = {
  AS_REQ: 'Eine Anmeldung: der Client bittet das KDC um sein erstes Ticket.',
  AS_REP:
    'Die Antwort des KDC auf eine Anmeldung: das Ticket, und sein Sitzungsschlüssel für den Client versiegelt.',
  TGS_REQ: 'Der Client bittet um ein weiteres Ticket und zeigt sein Ticket-Granting-Ticket.',
  TGS_REP: 'Die Antwort des KDC mit einem weiteren Ticket.',
  AP_REQ: 'Der Client zeigt einem Dienst ein Ticket, mit dem Beweis, dass es sein eigenes ist.',
  AP_REP: 'Der Dienst beweist, dass er das Ticket öffnen konnte.',
  TGT_REQ: 'User-to-User: eine Seite bittet die andere um ihr Ticket-Granting-Ticket.',
  TGT_REP: 'User-to-User: das Ticket-Granting-Ticket, um das gebeten wurde.',
  KRB_SAFE: 'Eine Nachricht, die unterschrieben ist, nicht versiegelt.',
  KRB_PRIV: 'Eine Nachricht, die versiegelt ist.',
  KRB_CRED: 'Tickets, die mit ihren Schlüsseln weitergegeben werden.',
  KRB_ERROR: 'Ein Fehler. Nichts beweist, wer ihn geschickt hat.',
};

export const nameType: Terms['nameType'] = {
  UNKNOWN: 'Ein Name ohne Angabe seiner Art.',
  PRINCIPAL: 'Eine Person oder ein Konto, mit Namen.',
  SRV_INST: 'Ein Dienst mit einer Instanz, wie krbtgt mit seinem Realm.',
  SRV_HST: 'Ein Dienst auf einem Rechner, wie HTTP auf einem Webserver.',
  SRV_XHST: 'Ein Dienst auf einem Rechner, dessen Name in mehreren Teilen steht.',
  UID: 'Die Nummer eines Benutzers.',
  X500_PRINCIPAL: 'Ein Distinguished Name, wie in einem Zertifikat.',
  SMTP_NAME: 'Eine E-Mail-Adresse.',
  ENTERPRISE: 'Ein Name wie eine E-Mail-Adresse, aus dem das KDC den wirklichen machen soll.',
  WELLKNOWN: 'Ein Name mit eigener Bedeutung, wie der von Clients ohne Namen.',
  SRV_HST_DOMAIN: 'Ein Dienst auf einem Rechner einer Domäne.',
  MS_PRINCIPAL: 'Ein Name von Windows, mit der Domäne vor dem Konto.',
  MS_PRINCIPAL_AND_ID: 'Ein Name von Windows mit seiner SID.',
  ENT_PRINCIPAL_AND_ID: 'Ein Name wie eine E-Mail-Adresse, mit seiner SID.',
};

export const adType: Terms['adType'] = {
  IF_RELEVANT: 'Enthält Daten, die übergehen darf, wer sie nicht kennt.',
  INTENDED_FOR_SERVER: 'Enthält Daten nur für genannte Server.',
  INTENDED_FOR_APPLICATION_CLASS: 'Enthält Daten für eine Klasse von Anwendungen.',
  KDC_ISSUED: 'Enthält Daten, für die das KDC mit einer Prüfsumme des Sitzungsschlüssels bürgt.',
  AND_OR: 'Enthält Bedingungen, von denen eine Anzahl erfüllt sein muss.',
  MANDATORY_TICKET_EXTENSIONS: 'Nennt Erweiterungen des Tickets, die verstanden werden müssen.',
  IN_TICKET_EXTENSIONS: 'Sagt, dass die Daten in einer Erweiterung des Tickets stehen.',
  MANDATORY_FOR_KDC: 'Enthält Daten, die ein KDC verstehen oder das Ticket ablehnen muss.',
  INITIAL_VERIFIED_CAS: 'Die Zertifizierungsstellen hinter einer Anmeldung mit Zertifikat.',
  OSF_DCE: 'Rechte von OSF DCE.',
  SESAME: 'Rechte des Projekts SESAME.',
  OSF_DCE_PKI_CERTID: 'Die Kennung eines Zertifikats, von OSF DCE.',
  AUTHENTICATION_STRENGTH: 'Wie stark sich der Client ausgewiesen hat, in der Form eines Entwurfs.',
  FX_FAST_ARMOR: 'Das Ticket darf nur als Schutz eines Tunnels dienen.',
  FX_FAST_USED: 'Die Anfrage kam durch einen Tunnel.',
  CAMMAC: 'Enthält Daten, für die das KDC bürgt, mit Prüfsummen, die Dienste und andere KDCs prüfen können.',
  AUTHENTICATION_INDICATOR: 'Wie sich der Client angemeldet hat, mit Namen, die die Administration vergibt.',
  WIN2K_PAC: 'Der PAC: wer die Person für Windows ist, mit Gruppen und Signaturen.',
  ETYPE_NEGOTIATION: 'Verschlüsselungstypen, die der Client mit diesem Dienst lieber hätte.',
  KERB_AUTH_DATA_TOKEN_RESTRICTIONS:
    'Wie viel das aufrufende Programm auf seinem Windows-Rechner darf, und welcher Rechner es ist.',
  KERB_LOCAL: 'Lässt einen Dienst auf demselben Windows-Rechner seinen Aufrufer wiedererkennen.',
  AP_OPTIONS: 'Was der Windows-Client mit Channel Binding und dem Namen des Ziels hält.',
  TARGET_PRINCIPAL: 'Der Dienstname, den der Client meinte.',
  SIGNTICKET: 'Eine Prüfsumme über das Ticket, wie alte KDCs von Heimdal und Samba sie kennen.',
};

export const pacBuffer: Terms['pacBuffer'] = {
  LOGON_INFO: 'Konto, Gruppen und Zeiten der Person.',
  CREDENTIALS: 'Geheimnisse für ältere Protokolle, versiegelt, nach einer Anmeldung mit Zertifikat.',
  SERVER_CHECKSUM: 'Eine Signatur mit dem Schlüssel des Dienstes über den ganzen PAC.',
  KDC_CHECKSUM: 'Eine Signatur mit dem Schlüssel des KDC über die Signatur des Dienstes.',
  CLIENT_INFO: 'Bindet den PAC an sein Ticket: Name des Clients und Zeit der Anmeldung.',
  DELEGATION_INFO: 'Die Dienste, die auf dem Weg im Namen der Person gehandelt haben.',
  UPN_DNS_INFO: 'Der Name wie eine E-Mail-Adresse und die Domäne der Person.',
  CLIENT_CLAIMS: 'Claims: Eigenschaften der Person für Zugriffsregeln.',
  DEVICE_INFO: 'Konto und Gruppen des Rechners, an dem die Person sitzt.',
  DEVICE_CLAIMS: 'Claims: Eigenschaften des Rechners.',
  TICKET_CHECKSUM:
    'Eine Signatur mit dem Schlüssel des KDC über das Ticket, damit ein Dienst es nicht ändern kann.',
  ATTRIBUTES: 'Ob der Client um den PAC gebeten oder ihn so bekommen hat.',
  REQUESTOR: 'Die SID des Kontos, das um das Ticket gebeten hat.',
  FULL_CHECKSUM: 'Eine Signatur mit dem Schlüssel des KDC über den ganzen PAC.',
  REQUESTOR_GUID: 'Die Kennung des Kontos, das um das Ticket gebeten hat.',
};
